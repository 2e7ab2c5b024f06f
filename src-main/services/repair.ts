import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BatchEvent } from '../contract/results.ts';
import { orphanRepairsOf } from '../engine/audit/orphan-repairs.ts';
import { keyedForeignKeys } from '../engine/relation-graph.ts';
import { AppError } from '../model/error.ts';
import type { OrphanRepair } from '../model/finding.ts';
import type { HistoryEntry } from '../model/history.ts';
import { sameTable, tableKey, tableText } from '../model/identity.ts';
import type { ChangePlan, Warning } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';
import type { Row } from '../model/value.ts';
import { type ExportFormat, type ExportTo, exportFile } from '../storage/row-export.ts';
import type { Changes, HeldChange } from './changes.ts';
import type { HeldPlans } from './held-plans.ts';
import type { OpenConnection } from './open-connection.ts';
import { repairChanges } from './repair-changes.ts';

export type RepairRequest = {
  /** Id of a finding of orphans. */
  readonly finding: string;
  readonly by: OrphanRepair;
  readonly key?: Row | undefined;
  readonly values?: Row | undefined;
  /** `exportAndDelete`: a file that does not exist yet. */
  readonly file?: string | undefined;
  readonly format?: ExportFormat | undefined;
  /** After so many rows counting stops. */
  readonly limit?: number | undefined;
};

export type Repairs = ReturnType<typeof createRepairs>;

/** Repairs orphans: as a change plan to be applied at once, or piece by piece where that would be too much for one transaction. */
export function createRepairs(parts: { readonly plans: HeldPlans<HeldChange>; readonly changes: Changes }) {
  const { plans, changes: service } = parts;

  return {
    /** The plan that repairs what a finding shows. `request.invalid`: there is no such finding or way. */
    async repair(
      connection: OpenConnection,
      asked: RepairRequest,
      signal?: AbortSignal,
    ): Promise<ChangePlan> {
      const relation = orphanedRelation(connection, asked);
      const { tables } = connection.model;
      const child = tables.find((table) => sameTable(table, relation.child.table));
      if (child === undefined) throw unknownFinding(asked.finding);
      const { by, key = null, values = {}, limit } = asked;
      const exportTo = by === 'exportAndDelete' ? exportOf(asked, relation) : null;
      const { changes, notes } = await repairChanges({
        connection,
        relation,
        child,
        by,
        key,
        values,
        together: [],
        signal,
      });
      const plan = await service.previewRepair(
        connection,
        {
          changes,
          notes: [...notes, ...undoNotes(connection, relation), ...exportNotes(exportTo, relation)],
          ...(exportTo === null ? {} : { exportTo }),
          ...(limit === undefined ? {} : { limit }),
        },
        { signal },
      );
      if (exportTo !== null) checkFiles(exportTo, plan);
      return plan;
    },

    /**
     * Applies a plan of `repair` in pieces of so many orphans (or new parents), each a transaction and a history entry of its
     * own. Whoever stops listening, or cancels, leaves what is done. `plan.stale`: a piece would do more than was shown.
     */
    async *applyInBatches(
      id: string,
      size: number,
      signal?: AbortSignal,
    ): AsyncGenerator<BatchEvent, readonly HistoryEntry[]> {
      const { connection, asked, plan: shown } = plans.get(id);
      if (asked.undo !== null || repairOf(asked) === null) {
        throw new AppError('request.invalid', 'Only repairs of orphans can be applied in batches.');
      }
      const of = askedCount(shown);
      const entries: HistoryEntry[] = [];
      for (let done = 0; done < of || entries.length === 0; ) {
        const piece = pieceOf(asked, done, Math.min(size, of - done));
        const plan =
          shown.blockers.length > 0 ? shown : await service.previewRepair(connection, piece, { signal });
        checkWithin(shown, plan);
        const count = askedCount(plan);
        if (count === 0) break;
        const entry = await service.apply(plan.plan, { signal });
        entries.push(entry);
        done += count;
        yield { kind: 'batch', entry, done, of };
      }
      plans.discard(id);
      return entries;
    },
  };
}

type Repair = Extract<HeldChange['asked'], { readonly undo: null }>;

/** The one change of a repair; null: it is none. */
function repairOf({ changes }: Pick<Repair, 'changes'>): Repair['changes'][number] | null {
  const [change] = changes;
  if (change === undefined || changes.length > 1) return null;
  const isRepair = change.kind === 'insert' ? change.parentsFor !== undefined : 'orphansOf' in change.where;
  return isRepair ? change : null;
}

function pieceOf({ undo: _, ...asked }: Repair, done: number, size: number): Omit<Repair, 'undo'> {
  const change = repairOf(asked);
  if (change === null || size <= 0) return asked;
  const exportTo = asked.exportTo === undefined ? {} : { exportTo: { ...asked.exportTo, append: done > 0 } };
  if (change.kind === 'insert') {
    return { ...asked, changes: [{ ...change, rows: change.rows.slice(done, done + size) }] };
  }
  const where =
    'orphansOf' in change.where ? { orphansOf: change.where.orphansOf, limit: size } : change.where;
  return { ...asked, ...exportTo, changes: [{ ...change, where }] };
}

function askedCount({ effects }: ChangePlan): number {
  return effects.reduce((sum, { cause, count }) => sum + (cause === null ? count : 0), 0);
}

/** A piece reaches no table in a way that the whole plan did not show. */
function checkWithin(shown: ChangePlan, plan: ChangePlan): void {
  const known = new Set(shown.effects.map(({ table, action }) => `${action} ${tableKey(table)}`));
  const beyond = plan.effects.find(({ table, action }) => !known.has(`${action} ${tableKey(table)}`));
  if (beyond === undefined) return;
  throw new AppError(
    'plan.stale',
    `The repair would now ${beyond.action} rows of ${tableText(beyond.table)}, which the preview did not show.`,
    { hint: 'What is done stays done, and can be undone. Preview the repair again.', data: plan },
  );
}

function orphanedRelation({ model }: OpenConnection, { finding, by }: RepairRequest): Relation {
  const relation = model.relations.find(({ id, state }) => `orphans:${id}` === finding && state !== 'stale');
  if (relation === undefined) throw unknownFinding(finding);
  const ways = orphanRepairsOf(relation, model.tables, model.relations);
  if (ways.includes(by)) return relation;
  throw new AppError(
    'request.invalid',
    `The orphans of relation ${relation.id} cannot be repaired by ${by}.`,
    {
      hint:
        ways.length === 0
          ? 'Their table has no key that tells rows apart.'
          : `The ways are ${ways.join(', ')}.`,
    },
  );
}

function unknownFinding(finding: string): AppError {
  return new AppError('request.invalid', `There are no orphans to repair by the finding "${finding}".`, {
    hint: 'Give the id of a finding of kind orphans, as integrity.audit lists them.',
  });
}

function exportOf({ file, format = 'jsonl' }: RepairRequest, relation: Relation): ExportTo {
  if (file === undefined) {
    throw new AppError('request.invalid', 'To export rows before they are deleted, "file" must name a file.');
  }
  return { file: resolve(file), format, append: false, table: relation.child.table };
}

/** None of the files that the plan will write may be there. */
function checkFiles(exportTo: ExportTo, { effects }: ChangePlan): void {
  const deleted = effects.filter(({ action, count }) => action === 'delete' && count > 0);
  const files = [exportTo.file, ...deleted.map(({ table }) => exportFile(exportTo, table))];
  const there = files.find((path) => existsSync(path));
  if (there === undefined) return;
  throw new AppError('request.invalid', `The file ${there} is there already.`, { hint: 'Name another one.' });
}

function exportNotes(exportTo: ExportTo | null, { id }: Relation): readonly Warning[] {
  if (exportTo === null) return [];
  const { file, format } = exportTo;
  const others = format === 'csv' ? ', those of other tables to files beside it with their names' : '';
  const message = `Before anything is deleted, all rows that go are written to ${file}${others}.`;
  return [{ rule: 'exported', relation: id, message }];
}

/** Says beforehand where the database would take the orphans back under no circumstances. */
function undoNotes({ dialect, catalog }: OpenConnection, { id, state }: Relation): readonly Warning[] {
  const key = state === 'emulated' ? undefined : keyedForeignKeys(catalog.foreignKeys).get(id);
  const refusal = key === undefined ? null : dialect.foreignKeys.orphansBack.refusal(key);
  if (refusal === null) return [];
  return [
    { rule: 'undoBlocked', relation: id, message: `This cannot be undone as long as that is so: ${refusal}` },
  ];
}
