import * as v from 'valibot';
import type { Effect } from '../model/plan.ts';
import type { Row, Value } from '../model/value.ts';

/** How values are spelled in the journal, and checked when they are read. */

const value: v.GenericSchema<unknown, Value> = v.union([
  v.null(),
  v.boolean(),
  v.number(),
  v.string(),
  v.strictObject({
    type: v.picklist(['integer', 'decimal', 'timestamp', 'bytes', 'json', 'other']),
    text: v.string(),
  }),
]);
const row: v.GenericSchema<unknown, Row> = v.record(v.string(), value);
const text = v.string();

export const entryRow = v.object({
  number: v.number(),
  id: text,
  place: text,
  at: text,
  state: v.picklist(['begun', 'pending', 'applied']),
  summary: text,
  effects: text,
  reason: v.nullable(text),
  undoes: v.nullable(text),
  undone: v.number(),
  process: v.number(),
});
export type EntryRow = v.InferOutput<typeof entryRow>;

const effects: v.GenericSchema<unknown, readonly Effect[]> = v.array(
  v.object({
    id: v.number(),
    table: v.object({ schema: text, name: text }),
    action: v.picklist(['insert', 'update', 'delete']),
    cause: v.nullable(
      v.object({
        relation: text,
        referentialAction: v.picklist(['cascade', 'restrict', 'noAction', 'setNull', 'setDefault']),
        from: v.number(),
      }),
    ),
    count: v.number(),
    exact: v.boolean(),
    columns: v.array(text),
    sample: v.array(v.object({ key: row, before: v.nullable(row), after: v.nullable(row) })),
    orphansOf: v.exactOptional(text),
  }),
);

/** -0 is a number that JSON does not know. */
export function spell(given: object): string {
  return JSON.stringify(given, (_, one: unknown) => (Object.is(one, -0) ? { minusZero: true } : one));
}

export function readEffects(spelled: string): readonly Effect[] {
  return v.parse(effects, read(spelled));
}

function read(spelled: string): unknown {
  return JSON.parse(spelled, (_, one: unknown) =>
    typeof one === 'object' && one !== null && 'minusZero' in one && one.minusZero === true ? -0 : one,
  );
}
