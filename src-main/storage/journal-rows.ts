import * as v from 'valibot';
import type { Effect } from '../model/plan.ts';
import type { RowImage } from '../model/row-images.ts';
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

export const setRow = v.object({
  position: v.number(),
  schema: text,
  name: text,
  action: v.picklist(['insert', 'update', 'delete']),
  count: v.number(),
});

const imageRow = v.object({
  ordinal: v.number(),
  before: v.nullable(text),
  after: v.nullable(text),
  followed: v.nullable(text),
});

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
  }),
);

/** -0 is a number that JSON does not know. */
export function spell(given: object): string {
  return JSON.stringify(given, (_, one: unknown) => (Object.is(one, -0) ? { minusZero: true } : one));
}

export function readEffects(spelled: string): readonly Effect[] {
  return v.parse(effects, read(spelled));
}

export function readImage(found: unknown): { readonly ordinal: number; readonly image: RowImage } {
  const { ordinal, before, after, followed } = v.parse(imageRow, found);
  const image = {
    before: before === null ? null : v.parse(row, read(before)),
    after: after === null ? null : v.parse(row, read(after)),
    followed: followed === null ? {} : v.parse(v.record(text, text), read(followed)),
  };
  return { ordinal, image };
}

function read(spelled: string): unknown {
  return JSON.parse(spelled, (_, one: unknown) =>
    typeof one === 'object' && one !== null && 'minusZero' in one && one.minusZero === true ? -0 : one,
  );
}
