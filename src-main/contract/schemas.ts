import * as v from 'valibot';
import { type Change, comparisons, type Filter, type Target } from '../model/change.ts';
import { environments } from '../model/connection.ts';
import { referentialActions, relationModes } from '../model/relation.ts';
import type { Row, Value } from '../model/value.ts';

/** Schemas of what comes in at the border. What is not named in a schema is refused: a misspelt field is an error. */

const name = v.pipe(v.string(), v.nonEmpty('must not be empty'));

const ordinal = v.pipe(v.number(), v.integer(), v.minValue(0));

export const valueSchema: v.GenericSchema<unknown, Value> = v.union([
  v.null(),
  v.boolean(),
  v.pipe(v.number(), v.finite('must be finite')),
  v.string(),
  v.strictObject({
    type: v.picklist(['integer', 'decimal', 'timestamp', 'bytes', 'json', 'other']),
    text: v.string(),
  }),
]);

export const rowSchema: v.GenericSchema<unknown, Row> = v.record(v.string(), valueSchema);

export const tableRefSchema = v.strictObject({ schema: v.string(), name });

export const filterSchema: v.GenericSchema<unknown, Filter> = v.lazy(() =>
  v.union([
    v.strictObject({ and: v.array(filterSchema) }),
    v.strictObject({ or: v.array(filterSchema) }),
    v.strictObject({ not: filterSchema }),
    v.strictObject({
      column: name,
      op: v.picklist(comparisons),
      value: v.exactOptional(v.union([valueSchema, v.array(valueSchema)])),
    }),
  ]),
);

/** Which rows a page or a count is of: a filter, or a condition in SQL as a user wrote it. */
export const whereSchema = v.union([v.strictObject({ sql: v.string() }), filterSchema]);

const targetSchema: v.GenericSchema<unknown, Target> = v.union([
  v.strictObject({ keys: v.pipe(v.array(rowSchema), v.nonEmpty('must name at least one row')) }),
  v.strictObject({ filter: filterSchema }),
  v.strictObject({ referencing: name }),
  v.strictObject({ orphansOf: name, limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))) }),
]);

export const changeSchema: v.GenericSchema<unknown, Change> = v.variant('kind', [
  v.strictObject({
    kind: v.literal('insert'),
    table: tableRefSchema,
    rows: v.pipe(v.array(rowSchema), v.nonEmpty('must hold at least one row')),
    references: v.exactOptional(
      v.array(
        v.strictObject({
          row: ordinal,
          relation: name,
          to: v.strictObject({ change: ordinal, row: ordinal }),
        }),
      ),
    ),
    parentsFor: v.exactOptional(name),
  }),
  v.strictObject({ kind: v.literal('update'), table: tableRefSchema, where: targetSchema, set: rowSchema }),
  v.strictObject({ kind: v.literal('delete'), table: tableRefSchema, where: targetSchema }),
]);

const side = v.strictObject({ table: tableRefSchema, columns: v.pipe(v.array(name), v.nonEmpty()) });

/** The columns of a relation. */
export const relationSides = { child: side, parent: side };

/** A relation to declare: what a user says of it; id, state and constraint follow from that. */
export const declaredRelationSchema = v.strictObject({
  ...relationSides,
  onDelete: v.picklist(referentialActions),
  onUpdate: v.picklist(referentialActions),
});

export const settingsSchema = v.record(v.string(), v.string());

/** A connection to save: without `id` a new one; without `secrets` the kept ones stay. */
export const connectionSchema = v.strictObject({
  id: v.optional(name),
  name,
  dialect: name,
  settings: settingsSchema,
  secrets: v.optional(settingsSchema),
  environment: v.optional(v.picklist(environments), 'development'),
  readOnly: v.optional(v.boolean(), false),
  relationMode: v.optional(v.nullable(v.picklist(relationModes)), null),
  relationFile: v.optional(v.nullable(v.string()), null),
});

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(1));

const openOptions = {
  readOnly: v.optional(v.boolean()),
  relationMode: v.optional(v.picklist(relationModes)),
  relationFile: v.optional(name),
  /** How long to wait for another session's lock, and for a statement that is no part of an apply. */
  lockTimeout: v.optional(milliseconds),
  statementTimeout: v.optional(milliseconds),
};

export const openSchema = v.union([
  v.strictObject({ url: name, ...openOptions }),
  v.strictObject({ id: name, ...openOptions }),
]);

/** So many rows of each table are looked at. */
export const sampleSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));

export const limitSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000));
