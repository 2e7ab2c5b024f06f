import type { ForeignKey, Table, TableRef } from '../../model/catalog.ts';
import type { Change } from '../../model/change.ts';
import { sameTable } from '../../model/identity.ts';
import type { SuspendForeignKeys } from '../../model/keys-off.ts';
import type { Relation } from '../../model/relation.ts';
import type { RowImages } from '../../model/row-images.ts';
import type { RowSets } from '../../model/row-sets.ts';
import type { Simulate, SimulatedFate, SimulatedRefusal, Simulation } from '../../model/simulation.ts';
import { type Row, sameValue } from '../../model/value.ts';
import type { Effects } from '../effects.ts';
import { fateKey, inOrder, readSimulation, rowBudget } from '../prediction/predict.ts';
import { plainKinds } from '../prediction/rank-values.ts';
import { type SendOrder, sendOrders } from '../prediction/send-orders.ts';
import { differentColumns, identityOf, pick, tableOf } from './image-rows.ts';

/** What an engine can put off while rows come back. */
export type Suspension = SuspendForeignKeys['puts'];

/**
 * In which order the writes are sent. `whole`: all columns are, and none is left to what the foreign keys do. `guessed`:
 * there are too many rows to tell whether that works.
 */
export type Sending = {
  readonly order: SendOrder;
  readonly suspended: boolean;
  readonly whole: boolean;
  readonly guessed?: true;
};

/** `otherwise`: the table of a row that the database would bring back, but not as it was. */
export type WayBack = Sending | { readonly refusal: SimulatedRefusal } | { readonly otherwise: TableRef };

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
  /** Rows reference each other in a circle. */
  readonly circle: boolean;
};

/** Keys that are taken are free by then. */
const freeingKeys: SendOrder = ['delete', 'update', 'insert'];
const whole: Sending = { order: freeingKeys, suspended: true, whole: true };

/**
 * A way of sending deletes, updates and inserts by which the database, which goes on to act on its foreign keys, brings
 * back just what was there, letter by letter; its foreign keys are put off where nothing else helps.
 */
export async function findWayBack(question: Question): Promise<WayBack> {
  const { images, tables, sets, effects, ordered, relations, suspension, circle } = question;
  const { simulate, foreignKeys } = question.database;
  const usual: Sending = { order: sendOrders([])[0], suspended: circle, whole: false, guessed: true };
  if (circle && suspension === 'all') return whole;
  const few = images.sets.reduce((sum, { count }) => sum + count, 0) <= rowBudget;
  const back = few ? await readBack(question) : null;
  const simulation = async (updates: readonly number[], updated: readonly TableRef[]) => {
    if (back === null) return null;
    const { changes } = back;
    const asked = { changes, tables, relations, foreignKeys, sets, effects, ordered, simulate };
    return (await readSimulation({ ...asked, updated, updates }))?.simulation ?? null;
  };
  const following = await simulation(effects.asked('update'), ordered.toReversed());
  if (back === null || following === null) {
    // Where a value can be spelled in several ways, the database would write its parent's.
    return (circle && suspension === 'statement') || maySpellOtherwise(question) ? whole : usual;
  }
  let failure: Exclude<WayBack, Sending> | null = null;
  const attempt = (sending: Sending, asked: Simulation): boolean => {
    const outcome = simulate(inOrder(asked, sending.order));
    const found = outcome.refusal === null ? unwanted(outcome.fates, back.wanted) : null;
    if (outcome.refusal !== null) failure ??= { refusal: outcome.refusal };
    else if (found !== null) failure ??= { otherwise: found };
    return outcome.refusal === null && found === null;
  };
  const orders = sendOrders(back.changes);
  const waits = suspension === 'checks';
  const attempts = [
    ...(circle && waits ? [] : [{ suspended: false, simulation: following }]),
    ...(waits ? [{ suspended: true, simulation: putOff(following) }] : []),
  ];
  for (const { suspended, simulation: asked } of attempts) {
    const order = orders.find((one) => attempt({ order: one, suspended, whole: false }, asked));
    if (order !== undefined) return { order, suspended, whole: false };
  }
  if (suspension === 'all') return whole;
  // Children first: a reference that has its value already does not follow its parent.
  const all = effects.all().map(({ id }) => id);
  const given = (await simulation(all, ordered)) ?? following;
  const alone = waits ? putOff(given) : { ...given, together: true as const };
  const tried = waits ? orders : [freeingKeys];
  const order = tried.find((one) => attempt({ ...whole, order: one }, alone));
  return order === undefined ? (failure ?? whole) : { ...whole, order };
}

/** Whether a column that follows its parent's key holds values that are equal without being spelled alike. */
function maySpellOtherwise({ effects, tables }: Question): boolean {
  return effects
    .all()
    .some(({ cause, table, columns }) =>
      tables.some(
        (known) =>
          cause !== null &&
          sameTable(known, table) &&
          known.columns.some(({ name, kind }) => columns.has(name) && !plainKinds.has(kind)),
      ),
    );
}

/** A row as it was, and the columns to set back; null: the row has to go. */
type WantedRow = {
  readonly table: TableRef;
  readonly back: { readonly before: Row; readonly columns: readonly string[] } | null;
};
/** By `fateKey`. */
type Wanted = Map<string, WantedRow>;

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
        if (before === null && after !== null) wanted.set(name('delete', after), { table, back: null });
        if (before !== null && after === null) gone.push(before);
        if (before === null || after === null) continue;
        const columns = differentColumns(before, after);
        if (columns.length === 0) continue;
        wanted.set(name('update', after), { table, back: { before, columns } });
        changes.push({ kind: 'update', table, where: { keys: [] }, set: pick(before, columns) });
      }
    }
    if (set.action === 'delete') changes.push({ kind: 'insert', table, rows: gone });
    if (set.action === 'insert') changes.push({ kind: 'delete', table, where: { keys: [] } });
  }
  return { changes, wanted };
}

/** The table of a row of which anything else comes than is wanted; null: there is none. */
function unwanted(fates: readonly SimulatedFate[], wanted: Wanted): TableRef | null {
  const left = new Map(wanted);
  for (const fate of fates) {
    const key = fateKey(fate.action, fate.table, fate.identity);
    if (!isBack(fate, left.get(key))) return fate.table;
    left.delete(key);
  }
  const [missing] = left.values();
  return missing?.table ?? null;
}

function isBack(fate: SimulatedFate, row: WantedRow | undefined): boolean {
  if (row === undefined || fate.action === 'delete') return row?.back === null;
  const { back } = row;
  if (back === null) return false;
  const written = new Set(fate.set.map(({ column }) => column));
  return (
    back.columns.every((column) => written.has(column)) &&
    fate.set.every(({ column, value }) => sameValue(value, back.before[column] ?? null))
  );
}

/** With all checks at COMMIT. */
function putOff(simulation: Simulation): Simulation {
  const relations = simulation.relations.map((one) => ({
    ...one,
    relation: { ...one.relation, deferred: true },
  }));
  return { ...simulation, relations };
}
