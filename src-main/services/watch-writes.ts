import type { Session, SqlFacts } from '../dialects/dialect.ts';
import { quoteTable } from '../dialects/sql/statement.ts';
import type { PlannedChange } from '../engine/plan-change.ts';
import type { Table, TableRef } from '../model/catalog.ts';
import { quantity } from '../model/count-text.ts';
import { AppError } from '../model/error.ts';
import { sameTable, tableText } from '../model/identity.ts';
import type { Warning } from '../model/plan.ts';
import { valueNumber } from '../model/value.ts';

type Parts = {
  readonly session: Session;
  readonly facts: SqlFacts;
  readonly tables: readonly Table[];
  readonly planned: PlannedChange;
  readonly signal: AbortSignal | undefined;
};

const actions = ['inserted', 'updated', 'deleted'] as const;
type Action = (typeof actions)[number];
const actionOf = { insert: 'inserted', update: 'updated', delete: 'deleted' } as const;

/** Rows written, of one table or (null) of all, as far as the database tells. */
type Written = { readonly table: TableRef | null } & Readonly<Partial<Record<Action | 'written', number>>>;

/** Ends the watch over the writes of an apply. `plan.stale`: more than the plan's rows came or went. */
export type EndWatch = () => Promise<readonly Warning[]>;

/**
 * Watches what triggers and rules do beside the writes of a plan. Rows that they delete, and what they do in the tables of
 * the plan as far as the database tells, stops the change; what else they write is a warning. No query where there are none.
 */
export async function watchWrites(parts: Parts): Promise<EndWatch> {
  const { planned, tables } = parts;
  const triggered = tables.some(
    (table) => table.triggered && planned.marked.some((ref) => sameTable(ref, table)),
  );
  if (!triggered) return async () => [];
  const before = await readWritten(parts);
  const countsBefore = await countRows(parts);
  return async () => {
    const after = await readWritten(parts);
    const problems: string[] = [];
    const elsewhere: string[] = [];
    for (const now of after) {
      const then = before.find(({ table }) => JSON.stringify(table) === JSON.stringify(now.table));
      const more = (action: Action | 'written') => (now[action] ?? 0) - (then?.[action] ?? 0);
      if (now.table === null) {
        const deleted = more('deleted') - expectedOf(planned, 'deleted', null);
        if (now.deleted !== undefined && deleted > 0) problems.push(`${rowsText(deleted)} more deleted`);
        const other = more('updated') - expectedOf(planned, 'updated', null);
        if (now.updated !== undefined && other > 0) elsewhere.push(`${rowsText(other)} updated`);
        const all = more('written') - planned.effects.reduce((sum, { count }) => sum + count, 0);
        if (now.written !== undefined && all > 0) elsewhere.push(`${rowsText(all)} written`);
      } else if (planned.marked.some((ref) => now.table !== null && sameTable(ref, now.table))) {
        problems.push(...differences(parts, now.table, more));
      } else {
        for (const action of actions) {
          if (more(action) > 0)
            elsewhere.push(`${rowsText(more(action))} of ${tableText(now.table)} ${action}`);
        }
      }
    }
    const countsAfter = await countRows(parts);
    for (const [i, table] of planned.marked.entries()) {
      const gone = expectedOf(planned, 'deleted', table) - expectedOf(planned, 'inserted', table);
      const missing = (countsBefore[i] ?? 0) - (countsAfter[i] ?? 0) - (countsBefore.length === 0 ? 0 : gone);
      if (missing > 0) problems.push(`${rowsText(missing)} more of ${tableText(table)} deleted`);
      if (missing < 0) problems.push(`${rowsText(-missing)} more of ${tableText(table)} inserted`);
    }
    if (problems.length > 0) throw interfered(problems);
    if (elsewhere.length === 0) return [];
    const message = `Triggers did more than the preview shows: ${elsewhere.join(', ')}. An undo does not take that back.`;
    return [{ rule: 'triggers', relation: null, message }];
  };
}

/** Deletes beyond the plan and, in its tables, whatever else was written beyond it. */
function differences(
  { planned, tables }: Parts,
  table: TableRef,
  more: (action: Action) => number,
): readonly string[] {
  // A row that moves to another partition is deleted there and inserted here.
  const moves = tables.some((known) => sameTable(known, table) && known.partitioned);
  if (moves) return [];
  return actions.flatMap((action) => {
    const expected = expectedOf(planned, action, table);
    // A row that several foreign keys reach is updated by each of them.
    const times =
      action === 'updated' && planned.enforcedBy === 'database'
        ? planned.effects.filter((effect) => effect.action === 'update' && sameTable(effect.table, table))
            .length
        : 1;
    const extra = more(action) - expected * Math.max(1, times);
    return extra > 0 ? [`${rowsText(extra)} more of ${tableText(table)} ${action}`] : [];
  });
}

/** Rows of a table, or (null) all that statements of the plan write by themselves. */
function expectedOf({ effects, enforcedBy }: PlannedChange, action: Action, table: TableRef | null): number {
  return effects
    .filter((effect) => actionOf[effect.action] === action)
    .filter((effect) =>
      table === null ? enforcedBy === 'engine' || effect.cause === null : sameTable(effect.table, table),
    )
    .reduce((sum, { count }) => sum + count, 0);
}

async function readWritten({ session, facts, signal }: Parts): Promise<readonly Written[]> {
  const { writtenRows } = facts;
  const { rows } = await session.run({ text: writtenRows.text, params: [] }, signal);
  if (writtenRows.tells === 'tables') {
    return rows.map(([schema, name, inserted, updated, deleted]) => ({
      table: { schema: String(schema), name: String(name) },
      inserted: valueNumber(inserted),
      updated: valueNumber(updated),
      deleted: valueNumber(deleted),
    }));
  }
  if (writtenRows.tells !== 'actions') return [{ table: null, written: valueNumber(rows[0]?.[0]) }];
  const named = new Map(rows.map(([name, value]) => [String(name), valueNumber(value)]));
  const { deleted, updated } = writtenRows;
  return [{ table: null, deleted: named.get(deleted) ?? 0, updated: named.get(updated) ?? 0 }];
}

/** All rows of the plan's tables, where nobody else can write meanwhile and the database tells no more. */
async function countRows({ session, facts, planned, signal }: Parts): Promise<readonly number[]> {
  if (facts.writtenRows.tells !== 'all') return [];
  const counts: number[] = [];
  for (const table of planned.marked) {
    const text = `SELECT count(*) FROM ${quoteTable(facts, table).sql}`;
    counts.push(valueNumber((await session.run({ text, params: [] }, signal)).rows[0]?.[0]));
  }
  return counts;
}

function rowsText(count: number): string {
  return quantity(count, 'row');
}

function interfered(problems: readonly string[]): AppError {
  return new AppError(
    'plan.stale',
    `Triggers of the database did more than the preview shows, so everything was rolled back: ${problems.join(', ')}.`,
    { hint: 'Make the change where the triggers belong to it, or change the triggers.' },
  );
}
