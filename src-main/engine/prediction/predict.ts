import type { ForeignKey, Table, TableRef } from '../../model/catalog.ts';
import { type Change, namedColumns } from '../../model/change.ts';
import { rowIdentity, sameTable, tableKey } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';
import type { Simulate, SimulatedOutcome, Simulation } from '../../model/simulation.ts';
import type { AskedRow, ReadRow, SimulationSets } from '../../model/simulation-sets.ts';
import type { Row } from '../../model/value.ts';
import type { Effects } from '../effects.ts';
import { insertBatches } from '../new-rows.ts';
import { keyedForeignKeys } from '../relation-graph.ts';
import { buildSimulation } from './build-simulation.ts';
import { identityText, readClosure } from './closure.ts';
import { possibleValues } from './possible-values.ts';
import { createRanking } from './rank-values.ts';
import { type SendOrder, sendOrders } from './send-orders.ts';
import { touchedTables } from './touched-tables.ts';

/** Rows that are read at most to predict an outcome. */
export const rowBudget = 20_000;

/** A statement of the apply, before the database is asked where its rows lie. */
export type AskedStatement = { readonly table: Table } & (
  | { readonly kind: 'insert'; readonly rows: readonly Row[] }
  | { readonly kind: 'update' | 'delete'; readonly rows: readonly AskedRow[] }
);

export type Prediction = {
  readonly outcome: SimulatedOutcome;
  /** The order in which the changes come to this. */
  readonly order: SendOrder;
  /** The effect that asks for a row's change, by `fateKey`. */
  readonly askedBy: ReadonlyMap<string, number>;
};

/** What a prediction is asked of. */
export type PredictionQuestion = {
  readonly changes: readonly Change[];
  readonly tables: readonly Table[];
  /** With their effective actions. */
  readonly relations: readonly Relation[];
  /** Whose positions are the order in which the database fires them. */
  readonly foreignKeys: readonly ForeignKey[];
  readonly sets: SimulationSets;
  readonly effects: Effects;
  /** The tables in the order in which their rows are deleted. */
  readonly ordered: readonly TableRef[];
  /** The same for updates. */
  readonly updated: readonly TableRef[];
  /** Numbers of the effects whose updates are sent, the others being left to the database. */
  readonly updates: readonly number[];
  readonly simulate: Simulate;
};

/**
 * What the database will do, where that depends on the order in which it visits rows and foreign keys: reads all rows
 * that matter and simulates the engine on them. null: they are too many, or the catalog does not tell enough.
 */
export async function predict(question: PredictionQuestion): Promise<Prediction | null> {
  const read = await readSimulation(question);
  return read === null ? null : simulateInTurn(question, read.simulation, read.askedBy);
}

/** Reads what a prediction is made from. null: as above. */
export async function readSimulation(
  question: PredictionQuestion,
): Promise<{ readonly simulation: Simulation; readonly askedBy: Prediction['askedBy'] } | null> {
  const { changes, sets } = question;
  const positions = keyedForeignKeys(question.foreignKeys);
  const relations = question.relations.toSorted(
    (a, b) => (positions.get(a.id)?.position ?? 0) - (positions.get(b.id)?.position ?? 0),
  );
  const touched = touchedTables(changes, relations);
  const acting = relations.filter(
    ({ child, parent }) => touched.has(tableKey(child.table)) || touched.has(tableKey(parent.table)),
  );
  const involved = new Set([
    ...touched.keys(),
    ...acting.flatMap(({ child, parent }) => [tableKey(child.table), tableKey(parent.table)]),
  ]);
  const tables = question.tables.filter((table) => involved.has(tableKey(table)));
  const ranking = createRanking(tables, acting, sets);
  if (tables.length < involved.size || !ranking.comparable()) return null;
  if (tables.some((table) => rowIdentity(table) === null)) return null;

  const columns = new Map(tables.map((table) => [tableKey(table), columnsOf(table, acting, changes)]));
  const defaults = await readDefaults(tables, acting, changes, sets);
  if (defaults === null) return null;
  const statements = await askedStatements(question, tables);
  const start = await readAsked(statements, columns, sets);
  if (start === null) return null;
  const values = possibleValues(changes, acting, touched, defaults);
  const byKey = new Map(tables.map((table) => [tableKey(table), table]));
  const inserted = new Map<string, readonly Row[]>();
  for (const statement of statements) {
    if (statement.kind !== 'insert') continue;
    const key = tableKey(statement.table);
    const rows = statement.rows.map((row) => ({ ...defaults.get(key), ...row }));
    inserted.set(key, [...(inserted.get(key) ?? []), ...rows]);
  }
  const closure = await readClosure(
    { tables: byKey, relations: acting, touched, values, sets, columns, budget: rowBudget },
    start,
    inserted,
  );
  if (closure === null) return null;
  const simulation = await buildSimulation({
    tables,
    relations: acting,
    columns,
    defaults,
    closure,
    statements,
    ranking,
  });
  return { simulation, askedBy: askedBy(statements) };
}

/** The simulation with its statements kind by kind. */
export function inOrder(simulation: Simulation, order: SendOrder): Simulation {
  const statements = order.flatMap((kind) => simulation.statements.filter((one) => one.kind === kind));
  return { ...simulation, statements };
}

/** The first order that the database accepts; where it accepts none, what it says to the usual one. */
function simulateInTurn(
  { changes, simulate }: PredictionQuestion,
  simulation: Simulation,
  by: Prediction['askedBy'],
): Prediction {
  const [usual, ...others] = sendOrders(changes);
  const attempt = (order: SendOrder): Prediction => {
    return { order, outcome: simulate(inOrder(simulation, order)), askedBy: by };
  };
  const first = attempt(usual);
  if (first.outcome.refusal === null) return first;
  return others.map(attempt).find((other) => isDone(other)) ?? first;
}

/** Whether the database accepts it all, and no row is gone before its update comes. */
function isDone({ order, outcome, askedBy }: Prediction): boolean {
  if (outcome.refusal !== null) return false;
  if (order.indexOf('update') < order.indexOf('delete')) return true;
  return !outcome.fates.some(
    ({ action, table, identity }) => action === 'delete' && askedBy.has(fateKey('update', table, identity)),
  );
}

export function fateKey(action: 'update' | 'delete', table: TableRef, key: Row): string {
  return `${action} ${tableKey(table)} ${identityText(key)}`;
}

function askedBy(statements: readonly AskedStatement[]): ReadonlyMap<string, number> {
  return new Map(
    statements.flatMap((statement) =>
      statement.kind === 'insert'
        ? []
        : statement.rows.map(
            ({ key, effect }) => [fateKey(statement.kind, statement.table, key), effect] as const,
          ),
    ),
  );
}

/** Identity, keys, indexes, both sides of the relations, and whatever is set. */
function columnsOf(
  table: Table,
  relations: readonly Relation[],
  changes: readonly Change[],
): readonly string[] {
  const sides = relations.flatMap(({ child, parent }) => [child, parent]);
  const set = changes.flatMap((change) =>
    change.kind === 'update' && sameTable(change.table, table) ? Object.keys(change.set) : [],
  );
  const wanted = new Set([
    ...(rowIdentity(table) ?? []),
    ...(table.primaryKey?.columns ?? []),
    ...table.uniqueKeys.flatMap((key) => key.columns),
    ...table.indexes.flatMap((index) => index.columns),
    ...sides.filter((side) => sameTable(side.table, table)).flatMap((side) => side.columns),
    ...set,
  ]);
  return table.columns.map(({ name }) => name).filter((name) => wanted.has(name));
}

/** What set default and inserts write; null: a default that is more than a constant may come to anything. */
async function readDefaults(
  tables: readonly Table[],
  relations: readonly Relation[],
  changes: readonly Change[],
  sets: SimulationSets,
): Promise<ReadonlyMap<string, Row> | null> {
  const found = new Map<string, Row>();
  for (const table of tables) {
    const inserts = changes.some((change) => change.kind === 'insert' && sameTable(change.table, table));
    const written = relations.filter(
      ({ child, onDelete, onUpdate }) =>
        sameTable(child.table, table) && [onDelete, onUpdate].includes('setDefault'),
    );
    const names = new Set(written.flatMap(({ child }) => child.columns));
    const columns = table.columns.filter(
      ({ name, default: text, identity }) =>
        text !== null && identity === null && (inserts || names.has(name)),
    );
    if (columns.some(({ default: text }) => /[()]/.test(text ?? ''))) return null;
    if (columns.length === 0) continue;
    found.set(
      tableKey(table),
      await sets.defaults(
        table,
        columns.map(({ name }) => name),
      ),
    );
  }
  return found;
}

/** Of each kind in the order in which an apply sends them. */
async function askedStatements(
  { changes, relations, sets, effects, ordered, updated, updates: sent }: PredictionQuestion,
  tables: readonly Table[],
): Promise<readonly AskedStatement[]> {
  const inserts: AskedStatement[] = [];
  const updates: AskedStatement[] = [];
  const deletes: AskedStatement[] = [];
  for (const ref of ordered) {
    const table = tables.find((candidate) => sameTable(candidate, ref));
    if (table === undefined) continue;
    for (const rows of await sets.asked(ref, 'delete', effects.asked('delete'))) {
      deletes.push({ table, kind: 'delete', rows });
    }
  }
  for (const ref of updated) {
    const table = tables.find((candidate) => sameTable(candidate, ref));
    if (table === undefined) continue;
    for (const rows of await sets.asked(ref, 'update', sent)) {
      updates.push({ table, kind: 'update', rows });
    }
  }
  for (const batch of insertBatches(changes, relations, ordered.toReversed()) ?? []) {
    const table = tables.find((candidate) => sameTable(candidate, batch.table));
    if (table === undefined) continue;
    const all = batch.rows.map(({ row }) => row);
    for (const rows of Map.groupBy(all, namedColumns).values()) inserts.push({ table, kind: 'insert', rows });
  }
  return [...inserts, ...updates, ...deletes];
}

async function readAsked(
  statements: readonly AskedStatement[],
  columns: ReadonlyMap<string, readonly string[]>,
  sets: SimulationSets,
): Promise<ReadonlyMap<string, readonly ReadRow[]> | null> {
  const start = new Map<string, readonly ReadRow[]>();
  for (const { table, kind, rows } of statements) {
    if (kind === 'insert') continue;
    if (rows.length > rowBudget) return null;
    const identity = rowIdentity(table) ?? [];
    const keys = rows.map(({ key }) => identity.map((column) => key[column] ?? null));
    const found = await sets.find(table, identity, keys, columns.get(tableKey(table)) ?? [], rowBudget + 1);
    start.set(tableKey(table), [...(start.get(tableKey(table)) ?? []), ...found]);
  }
  return start;
}
