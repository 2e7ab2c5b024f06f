import type { ForeignKey, Table, TableRef } from '../../model/catalog.ts';
import type { Change } from '../../model/change.ts';
import type { Relation } from '../../model/relation.ts';
import type { RowImages } from '../../model/row-images.ts';
import type { RowSets } from '../../model/row-sets.ts';
import type { Simulate, SimulatedFate, SimulatedRefusal, Simulation } from '../../model/simulation.ts';
import { type Row, sameValue } from '../../model/value.ts';
import type { Effects } from '../effects.ts';
import { fateKey, inOrder, readSimulation, rowBudget } from '../prediction/predict.ts';
import { type SendOrder, sendOrders } from '../prediction/send-orders.ts';
import { differentColumns, identityOf, pick, tableOf } from './image-rows.ts';

/** What an engine can put off while rows come back: nothing, its checks, or its foreign keys altogether. */
export type Suspension = 'none' | 'checks' | 'all';

export type WayBack =
  | { readonly order: SendOrder; readonly suspended: boolean }
  | { readonly refusal: SimulatedRefusal };

type Question = {
  readonly images: RowImages;
  readonly tables: readonly Table[];
  /** With their effective actions. */
  readonly relations: readonly Relation[];
  readonly sets: RowSets;
  readonly effects: Effects;
  /** Children first. */
  readonly ordered: readonly TableRef[];
  readonly database: { readonly simulate: Simulate; readonly foreignKeys: readonly ForeignKey[] };
  readonly suspension: Suspension;
  /** Rows reference each other in a circle: the checks are put off in any case. */
  readonly circle: boolean;
};

/**
 * An order of deletes, updates and inserts in which the database, which goes on to act on its foreign keys, brings back
 * just what was there; its checks are put off where nothing else helps. null: there are too many rows to tell.
 */
export async function findWayBack(question: Question): Promise<WayBack | null> {
  const { images, sets, suspension, circle } = question;
  const whole: WayBack = { order: ['delete', 'update', 'insert'], suspended: true };
  if (circle && suspension === 'all') return whole;
  if (images.sets.reduce((sum, { count }) => sum + count, 0) > rowBudget) return null;
  const { changes, wanted } = await readBack(question);
  const { tables, relations, effects, ordered } = question;
  const { simulate, foreignKeys } = question.database;
  const keysFirst = ordered.toReversed();
  const read = await readSimulation({
    ...{ changes, tables, relations, foreignKeys, sets, effects, ordered, simulate },
    updated: keysFirst,
  });
  if (read === null) return null;
  const attempts = [
    ...(circle ? [] : [{ suspended: false, simulation: read.simulation }]),
    ...(suspension === 'checks' ? [{ suspended: true, simulation: putOff(read.simulation) }] : []),
  ];
  let refusal: SimulatedRefusal | null = null;
  for (const { suspended, simulation } of attempts) {
    for (const order of sendOrders(changes)) {
      const outcome = simulate(inOrder(simulation, order));
      if (outcome.refusal === null && isWanted(outcome.fates, wanted)) return { order, suspended };
      refusal ??= outcome.refusal;
    }
  }
  if (suspension === 'all') return whole;
  return refusal === null ? null : { refusal };
}

/** By `fateKey`: a row as it was, and the columns to set back; null: the row has to go. */
type Wanted = Map<string, { readonly before: Row; readonly columns: readonly string[] } | null>;

/** The undo as changes that somebody might ask for, and what is to come of it. */
async function readBack({
  images,
  tables,
}: Question): Promise<{ changes: readonly Change[]; wanted: Wanted }> {
  const changes: Change[] = [];
  const wanted: Wanted = new Map();
  for (const set of images.sets) {
    const table = tableOf(tables, set.table);
    const name = (action: 'update' | 'delete', row: Row) =>
      fateKey(action, table, pick(row, identityOf(table)));
    const gone: Row[] = [];
    for await (const page of images.pages(set)) {
      for (const { before, after } of page) {
        if (before === null && after !== null) wanted.set(name('delete', after), null);
        if (before !== null && after === null) gone.push(before);
        if (before === null || after === null) continue;
        const columns = differentColumns(before, after);
        if (columns.length === 0) continue;
        wanted.set(name('update', after), { before, columns });
        changes.push({ kind: 'update', table, where: { keys: [] }, set: pick(before, columns) });
      }
    }
    if (set.action === 'delete') changes.push({ kind: 'insert', table, rows: gone });
    if (set.action === 'insert') changes.push({ kind: 'delete', table, where: { keys: [] } });
  }
  return { changes, wanted };
}

/** Whether just what is wanted comes of it. */
function isWanted(fates: readonly SimulatedFate[], wanted: Wanted): boolean {
  if (fates.length !== wanted.size) return false;
  return fates.every((fate) => {
    const row = wanted.get(fateKey(fate.action, fate.table, fate.identity));
    if (fate.action === 'delete' || row === undefined || row === null) return row === null;
    const written = new Set(fate.set.map(({ column }) => column));
    return (
      row.columns.every((column) => written.has(column)) &&
      fate.set.every(({ column, value }) => sameValue(value, row.before[column] ?? null))
    );
  });
}

/** With all checks at COMMIT. */
function putOff(simulation: Simulation): Simulation {
  const relations = simulation.relations.map((one) => ({
    ...one,
    relation: { ...one.relation, deferred: true },
  }));
  return { ...simulation, relations };
}
