import * as v from 'valibot';
import type { ForeignKey } from '../model/catalog.ts';
import { type ChosenRepair, plainRepairs } from '../model/finding.ts';
import type { NewIndex } from '../model/migration.ts';
import { type RelationMode, relationModes } from '../model/relation.ts';
import type { RelationFile } from '../model/relation-file.ts';
import { foreignKeySchema, relationFileSchema, tableSchema } from './relation-file-schema.ts';

const index = v.strictObject({
  name: v.string(),
  table: tableSchema,
  columns: v.array(v.string()),
  unique: v.boolean(),
});

/** The repairs of a switch. `digest`: of their plan, as it was shown. */
export type GoalRepairs = { readonly digest: string; readonly chosen: readonly ChosenRepair[] };

/** What a switch is to bring about. */
export type SwitchGoal = {
  readonly from: RelationMode;
  readonly to: RelationMode;
  /** The foreign keys that it drops or adds, in their order. */
  readonly keys: readonly ForeignKey[];
  /** The indexes that it creates. */
  readonly indexes: readonly NewIndex[];
  /** The choices of the dialect's own decisions. */
  readonly chosen: Readonly<Record<string, string>>;
  /** Absent: no orphans are to be repaired. */
  readonly repairs?: GoalRepairs;
  /** The relation file as it was, and as it will be. */
  readonly fileNow: RelationFile;
  readonly fileAfter: RelationFile;
};

const goal: v.GenericSchema<unknown, SwitchGoal> = v.strictObject({
  from: v.picklist(relationModes),
  to: v.picklist(relationModes),
  keys: v.array(foreignKeySchema),
  indexes: v.array(index),
  chosen: v.record(v.string(), v.string()),
  repairs: v.exactOptional(
    v.strictObject({
      digest: v.string(),
      chosen: v.array(v.strictObject({ relation: v.string(), by: v.picklist(plainRepairs) })),
    }),
  ),
  fileNow: relationFileSchema,
  fileAfter: relationFileSchema,
});

/** The process that runs the switch. `bootedAt`: when its computer was started, in seconds. */
const writer = v.strictObject({ pid: v.number(), host: v.string(), bootedAt: v.number() });

const step = v.strictObject({ summary: v.string(), kind: v.string(), table: v.nullable(tableSchema) });

export const lineSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('begin'), at: v.string(), goal, writer }),
  v.strictObject({
    kind: v.literal('attempt'),
    at: v.string(),
    adds: v.boolean(),
    writer,
    steps: v.array(step),
  }),
  v.strictObject({ kind: v.literal('started'), step: v.number() }),
  v.strictObject({ kind: v.literal('done'), step: v.number() }),
  v.strictObject({ kind: v.literal('repair'), entry: v.string() }),
  v.strictObject({ kind: v.literal('failed'), message: v.string() }),
]);

export type SwitchWriter = Readonly<v.InferOutput<typeof writer>>;
export type JournalLine = Readonly<v.InferOutput<typeof lineSchema>>;
