import type { Table } from '../../model/catalog.ts';
import { tableKey } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';
import type {
  Cell,
  SimulatedRelation,
  SimulatedStatement,
  SimulatedTable,
  Simulation,
} from '../../model/simulation.ts';
import type { Row, Value } from '../../model/value.ts';
import { type Closure, identityText } from './closure.ts';
import { columnKey } from './possible-values.ts';
import type { AskedStatement } from './predict.ts';
import type { Ranking } from './rank-values.ts';
import { inVisitingOrder } from './visiting-order.ts';

type Parts = {
  readonly tables: readonly Table[];
  readonly relations: readonly Relation[];
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly defaults: ReadonlyMap<string, Row>;
  readonly closure: Closure;
  readonly statements: readonly AskedStatement[];
  readonly ranking: Ranking;
};

/** Puts what was read into the form that simulations take: positions instead of names, cells instead of values. */
export async function buildSimulation(parts: Parts): Promise<Simulation> {
  const { ranking, statements } = parts;
  const read = parts.tables.map((table) => {
    const key = tableKey(table);
    const columns = parts.columns.get(key) ?? [];
    const rows = [...(parts.closure.get(key)?.values() ?? [])];
    const defaults = parts.defaults.get(key) ?? {};
    return { table, columns, rows, defaults };
  });
  for (const { table, columns, rows, defaults } of read) {
    for (const row of [defaults, ...rows.map((one) => one.row)]) {
      for (const column of columns) ranking.note(columnKey(table, column), row[column] ?? null);
    }
  }
  for (const { table, kind, rows } of statements) {
    for (const row of kind === 'insert' ? rows : rows.map(({ set }) => set)) {
      for (const [column, value] of Object.entries(row)) ranking.note(columnKey(table, column), value);
    }
  }
  await ranking.rank();

  let generated = 0;
  const cell = (table: Table, column: string, value: Value): Cell =>
    ranking.cell(columnKey(table, column), value);
  const positions = new Map(parts.tables.map((table, at) => [tableKey(table), at]));
  const tables = read.map(({ table, columns, rows, defaults }): SimulatedTable => {
    const cells = (row: Row) => columns.map((column) => cell(table, column, row[column] ?? null));
    const simulated = rows.map(({ key, row, visit }) => ({ identity: key, cells: cells(row), visit }));
    return { table, columns, defaults: cells(defaults), rows: inVisitingOrder(table, columns, simulated) };
  });
  const numbers = tables.map(
    ({ rows }) => new Map(rows.map(({ identity }, number) => [identityText(identity), number])),
  );
  return {
    tables,
    relations: parts.relations.map(positioned),
    statements: statements.map(simulatedStatement),
  };

  function positioned(relation: Relation): SimulatedRelation {
    const child = positions.get(tableKey(relation.child.table)) ?? 0;
    const parent = positions.get(tableKey(relation.parent.table)) ?? 0;
    const at = (table: number, names: readonly string[]) =>
      names.map((name) => tables[table]?.columns.indexOf(name) ?? -1);
    return {
      relation,
      child,
      childColumns: at(child, relation.child.columns),
      parent,
      parentColumns: at(parent, relation.parent.columns),
      setColumns: at(child, relation.setColumns ?? relation.child.columns),
    };
  }

  function simulatedStatement(statement: AskedStatement): SimulatedStatement {
    const { table: of, kind } = statement;
    const table = positions.get(tableKey(of)) ?? 0;
    const columns = tables[table]?.columns ?? [];
    if (kind === 'insert') {
      return { table, kind, rows: statement.rows.map((row) => insertedCells(of, columns, row)) };
    }
    const found = statement.rows.flatMap(({ key, set, visit }) => {
      const row = numbers[table]?.get(identityText(key));
      return row === undefined ? [] : [{ row, set, visit: visit ?? row }];
    });
    found.sort((a, b) => a.visit - b.visit);
    if (kind === 'delete') return { table, kind, rows: found.map(({ row }) => row) };
    const named = [...new Set(found.flatMap(({ set }) => Object.keys(set)))];
    const rows = found.map(({ row, set }) => ({
      row,
      set: new Map(
        Object.entries(set).map(([column, value]) => [columns.indexOf(column), cell(of, column, value)]),
      ),
    }));
    return { table, kind, columns: named.map((column) => columns.indexOf(column)), rows };
  }

  function insertedCells(table: Table, columns: readonly string[], row: Row): readonly Cell[] {
    const defaults = parts.defaults.get(tableKey(table)) ?? {};
    return columns.map((name) => {
      const column = table.columns.find((candidate) => candidate.name === name);
      const given = row[name];
      if ((given ?? null) === null && column?.identity !== null && column !== undefined) {
        generated += 1;
        return { value: null, rank: `generated ${generated}` };
      }
      return cell(table, name, given === undefined ? (defaults[name] ?? null) : given);
    });
  }
}
