import { eventIterator, oc, type } from '@orpc/contract';
import * as v from 'valibot';
import type { ConnectionSettings, OpenedConnection, SavedConnection } from '../model/connection.ts';
import type { DialectInfo } from '../model/dialect-info.ts';
import { type Finding, orphanRepairs } from '../model/finding.ts';
import type { HistoryEntry } from '../model/history.ts';
import {
  type ExportedSwitch,
  exportForms,
  type InterruptedSwitch,
  type MigrationPlan,
} from '../model/migration.ts';
import type { ChangePlan } from '../model/plan.ts';
import type { ChangeProgress } from '../model/progress.ts';
import { type RelationModel, referentialActions, relationModes } from '../model/relation.ts';
import type { Suggestions } from '../model/suggestion.ts';
import type {
  AuditEvent,
  BatchEvent,
  ChangeRows,
  ChildCount,
  LoggedStatement,
  RecordsPage,
  RelationEdit,
  SuggestEvent,
  SwitchEvent,
  TestResult,
} from './results.ts';
import {
  changeSchema,
  connectionSchema,
  declaredRelationSchema,
  limitSchema,
  openSchema,
  relationSides,
  rowSchema,
  sampleSchema,
  settingsSchema,
  tableRefSchema,
  valueSchema,
  whereSchema,
} from './schemas.ts';

/**
 * The one API of the program, the same over Electron IPC, WebSocket and `referee rpc`. Every request takes one object
 * and gives one JSON object; names and shapes are relied on by outside tools. A method is `group.name`.
 */
const connection = v.pipe(v.string(), v.nonEmpty());
const ofConnection = v.strictObject({ connection });
const ofRelation = v.strictObject({ connection, id: v.pipe(v.string(), v.nonEmpty()) });
const ofPlan = v.strictObject({ plan: v.pipe(v.string(), v.nonEmpty()) });
const nothing = v.optional(v.strictObject({}), {});

export const contract = {
  dialects: {
    list: oc.input(nothing).output(type<readonly DialectInfo[]>()),
  },
  connections: {
    list: oc.input(nothing).output(type<readonly SavedConnection[]>()),
    /** Gives all saved connections, the saved one included. */
    save: oc
      .input(v.strictObject({ connection: connectionSchema }))
      .output(type<readonly SavedConnection[]>()),
    remove: oc.input(v.strictObject({ id: v.string() })).output(type<readonly SavedConnection[]>()),
    /** Opens and closes again; a failure is an answer, not an error. */
    test: oc
      .input(
        v.union([
          v.strictObject({ url: v.string() }),
          v.strictObject({ id: v.string() }),
          v.strictObject({ dialect: v.string(), settings: settingsSchema }),
        ]),
      )
      .output(type<TestResult>()),
    /** What a connection URL says, to fill in a form with: secrets included, nothing is opened or kept. */
    parse: oc
      .input(v.strictObject({ url: v.string() }))
      .output(type<{ dialect: string; settings: ConnectionSettings }>()),
    /** The URL of the sample database: a copy of its own for this user, made on the first call. */
    sample: oc.input(nothing).output(type<{ url: string }>()),
    open: oc.input(openSchema).output(type<OpenedConnection>()),
    close: oc.input(ofConnection).output(type<Record<string, never>>()),
    /** Every statement that Referee sends on this connection, as events: the latest so far, then each new one, until cancelled. */
    log: oc.input(ofConnection).output(eventIterator(type<LoggedStatement>())),
  },
  model: {
    get: oc.input(ofConnection).output(type<RelationModel>()),
    reload: oc.input(ofConnection).output(type<RelationModel>()),
  },
  relations: {
    declare: oc
      .input(v.strictObject({ connection, relation: declaredRelationSchema }))
      .output(type<RelationModel>()),
    forget: oc.input(ofRelation).output(type<RelationModel>()),
    /** Other actions, for a relation of the file at once, for a foreign key of the database by a plan. */
    edit: oc
      .input(
        v.strictObject({
          ...ofRelation.entries,
          onDelete: v.exactOptional(v.picklist(referentialActions)),
          onUpdate: v.exactOptional(v.picklist(referentialActions)),
        }),
      )
      .output(type<RelationEdit>()),
    /** The plan to check the rows that were there before a foreign key which nobody ever looked at; orphans block it. */
    validate: oc.input(ofRelation).output(type<MigrationPlan>()),
    /** Runs the plan of an edit or of a validation. Streams an event per step; its result is the model afterwards. */
    apply: oc.input(ofPlan).output(eventIterator(type<SwitchEvent>(), type<RelationModel>())),
    /** Other columns for a relation of the file of which a column is gone, such as the warnings of the model propose. */
    repoint: oc
      .input(v.strictObject({ ...ofRelation.entries, ...relationSides }))
      .output(type<RelationModel>()),
    /** In `prisma` mode: writes foreign keys of the database to the relation file; without `ids` all that it does not have. */
    adopt: oc
      .input(v.strictObject({ connection, ids: v.exactOptional(v.pipe(v.array(v.string()), v.nonEmpty())) }))
      .output(type<RelationModel>()),
    /** Relations that there may be, checked against the rows within `budgetMs` (10,000); streams progress. */
    suggest: oc
      .input(v.strictObject({ connection, budgetMs: v.exactOptional(v.pipe(v.number(), v.minValue(0))) }))
      .output(eventIterator(type<SuggestEvent>(), type<Suggestions>())),
    /** Whether nobody is to be warned that no index helps to find the children of this relation. */
    ignoreIndex: oc
      .input(v.strictObject({ ...ofRelation.entries, ignore: v.boolean() }))
      .output(type<RelationModel>()),
  },
  records: {
    page: oc
      .input(
        v.strictObject({
          connection,
          table: tableRefSchema,
          columns: v.optional(v.pipe(v.array(v.string()), v.nonEmpty())),
          where: v.optional(whereSchema),
          orderBy: v.optional(
            v.array(v.strictObject({ column: v.string(), direction: v.picklist(['asc', 'desc']) })),
          ),
          after: v.optional(v.nullable(v.array(valueSchema))),
          /** Rows to pass over first: for a jump to where no page before told where it ended. */
          offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
          /** From the last row to the first: the end of a table without reading up to it. `next` leads on the same way. */
          backwards: v.optional(v.boolean()),
          limit: limitSchema,
        }),
      )
      .output(type<RecordsPage>()),
    /** How many rows reference the row with this key, by each relation to its table; counted up to `limit` each. */
    referencedBy: oc
      .input(
        v.strictObject({
          connection,
          table: tableRefSchema,
          key: rowSchema,
          limit: v.optional(limitSchema, 1000),
        }),
      )
      .output(type<readonly ChildCount[]>()),
    /** How many rows there are, or match; counted only when asked for, and to be cancelled. */
    count: oc
      .input(v.strictObject({ connection, table: tableRefSchema, where: v.optional(whereSchema) }))
      .output(type<{ count: number }>()),
    /** Rows, in the order of `columns`, as INSERT statements in the engine's own spelling. Nothing is run. */
    script: oc
      .input(
        v.strictObject({
          connection,
          table: tableRefSchema,
          columns: v.pipe(v.array(v.string()), v.nonEmpty()),
          rows: v.array(v.array(valueSchema)),
        }),
      )
      .output(type<{ text: string }>()),
  },
  changes: {
    /** Streams how far it has come. `limit`: rows after which counting stops; a plan that is larger is blocked by `tooManyRows`. */
    preview: oc
      .input(
        v.strictObject({
          connection,
          changes: v.pipe(v.array(changeSchema), v.nonEmpty()),
          limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
        }),
      )
      .output(eventIterator(type<ChangeProgress>(), type<ChangePlan>())),
    rows: oc
      .input(
        v.strictObject({
          plan: v.string(),
          effect: v.pipe(v.number(), v.integer()),
          after: v.optional(v.nullable(rowSchema)),
          limit: limitSchema,
        }),
      )
      .output(type<ChangeRows>()),
    /** Streams how far it has come. Cancelled before its COMMIT, it leaves everything as it was. */
    apply: oc.input(ofPlan).output(eventIterator(type<ChangeProgress>(), type<HistoryEntry>())),
    /** Forgets a plan. One that is being applied is cancelled if it still can be: the answer to `apply` says what came of it. */
    discard: oc.input(ofPlan).output(type<Record<string, never>>()),
  },
  history: {
    /** What was applied to this database, the newest first, as far as the journal goes back. */
    list: oc.input(ofConnection).output(type<readonly HistoryEntry[]>()),
    /** Streams how far it has come. The plan of the undo, to be applied with `changes.apply`; it can itself be undone. */
    undo: oc
      .input(v.strictObject({ entry: v.pipe(v.string(), v.nonEmpty()) }))
      .output(eventIterator(type<ChangeProgress>(), type<ChangePlan>())),
  },
  integrity: {
    /**
     * All findings, or those on some relations (by id), the worst first; an event for each relation that is looked at.
     * Orphans are counted exactly, or, with `sample`, looked for among so many rows of each table (true: 10,000).
     * `keepGoing`: a relation that cannot be looked at is told by an event, and does not end the audit.
     */
    audit: oc
      .input(
        v.strictObject({
          connection,
          relations: v.optional(v.array(v.string())),
          sample: v.optional(v.union([v.boolean(), sampleSchema])),
          keepGoing: v.optional(v.boolean()),
        }),
      )
      .output(eventIterator(type<AuditEvent>(), type<readonly Finding[]>())),
    /**
     * The plan that repairs the orphans of a finding (by id), to be applied with `changes.apply`, or in batches. `key`: what
     * `repoint` points to; `values`: other columns of the parents that `createParent` makes; `file`, `format`: where
     * `exportAndDelete` writes the rows first.
     */
    repair: oc
      .input(
        v.strictObject({
          connection,
          finding: v.string(),
          by: v.picklist(orphanRepairs),
          key: v.optional(rowSchema),
          values: v.optional(rowSchema),
          file: v.optional(v.pipe(v.string(), v.nonEmpty())),
          format: v.optional(v.picklist(['jsonl', 'csv'])),
          limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
        }),
      )
      .output(type<ChangePlan>()),
    /** Applies a plan of `repair` in transactions of so many orphans, an event and a history entry for each. */
    applyInBatches: oc
      .input(
        v.strictObject({
          plan: v.string(),
          batch: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 10_000),
        }),
      )
      .output(eventIterator(type<BatchEvent>(), type<readonly HistoryEntry[]>())),
  },
  indexes: {
    /** The indexes that mend these findings (by id; absent: all that one would mend), as steps; the mode stays. */
    preview: oc
      .input(v.strictObject({ connection, findings: v.optional(v.array(v.string())) }))
      .output(type<MigrationPlan>()),
    /** Creates them one after the other, an event for each; its result is the model afterwards. */
    apply: oc.input(ofPlan).output(eventIterator(type<SwitchEvent>(), type<RelationModel>())),
  },
  mode: {
    preview: oc
      .input(
        v.strictObject({
          connection,
          to: v.picklist(relationModes),
          decisions: v.optional(v.record(v.string(), v.string())),
        }),
      )
      .output(type<MigrationPlan>()),
    /** Streams an event per step; its result is the model afterwards. */
    apply: oc.input(ofPlan).output(eventIterator(type<SwitchEvent>(), type<RelationModel>())),
    /** The plan as files, which are not written. `folder`: what their paths begin with. */
    export: oc
      .input(
        v.strictObject({
          plan: v.pipe(v.string(), v.nonEmpty()),
          as: v.picklist(exportForms),
          folder: v.optional(v.string(), ''),
        }),
      )
      .output(type<ExportedSwitch>()),
    /** A switch that was begun and came to no end, with the rows in its way; null: there is none. */
    interrupted: oc.input(ofConnection).output(type<InterruptedSwitch | null>()),
    /** Brings an interrupted switch to its end; events and result as those of `apply`. */
    resume: oc.input(ofConnection).output(eventIterator(type<SwitchEvent>(), type<RelationModel>())),
    /** Takes an interrupted switch back; events and result as those of `apply`. */
    goBack: oc.input(ofConnection).output(eventIterator(type<SwitchEvent>(), type<RelationModel>())),
  },
};

export type Contract = typeof contract;
