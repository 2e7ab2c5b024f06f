import { divergence } from './comparison.ts';
import type { Arena } from './differential.ts';
import type { FuzzCase, FuzzChange, FuzzTable, FuzzWhere } from './fuzz-case.ts';
import { keepsReferences } from './kept-references.ts';
import { rowsText } from './rows-text.ts';
import type { Divergence } from './run-cases.ts';

/** The smallest case found that still diverges in the same way: without keys, tables, rows, changed rows and columns. */
export async function minimised(arena: Arena, found: Divergence): Promise<Divergence> {
  let least: Divergence = { ...found, fuzz: { ...found.fuzz, changes: [found.comparison.changes] } };
  for (let smaller = true; smaller; ) {
    smaller = false;
    for (const fuzz of lesser(least.fuzz)) {
      if (!isInOrder(fuzz)) continue;
      const comparison = await arena.compare(fuzz).then(
        ([one]) => one,
        () => undefined,
      );
      if (comparison === undefined || divergence(comparison) !== least.what) continue;
      least = { ...least, fuzz, comparison };
      smaller = true;
      break;
    }
  }
  return least;
}

/** No row was taken away that another references. */
function isInOrder(fuzz: FuzzCase): boolean {
  const rows = Object.entries(fuzz.rows).map(([name, all]) => [name, rowsText(all)]);
  return keepsReferences(fuzz, { ok: true, rows: Object.fromEntries(rows) }) !== false;
}

/** The case with one thing less each. */
function* lesser(fuzz: FuzzCase): Generator<FuzzCase> {
  const [changes = []] = fuzz.changes;
  for (const key of fuzz.keys) yield { ...fuzz, keys: fuzz.keys.filter((other) => other !== key) };
  for (const table of fuzz.tables) {
    const used = fuzz.keys.some(({ child, parent }) => child === table || parent === table);
    if (used || changes.some((change) => change.table === table)) continue;
    yield { ...fuzz, tables: fuzz.tables.filter((other) => other !== table) };
  }
  for (const [name, rows] of Object.entries(fuzz.rows)) {
    for (const row of rows) {
      yield { ...fuzz, rows: { ...fuzz.rows, [name]: rows.filter((other) => other !== row) } };
    }
  }
  for (const change of changes) {
    if (changes.length > 1) yield { ...fuzz, changes: [changes.filter((other) => other !== change)] };
    for (const less of lesserChange(change)) {
      yield { ...fuzz, changes: [changes.map((other) => (other === change ? less : other))] };
    }
  }
  for (const table of fuzz.tables) {
    const last = table.columns.length - 1;
    if (last > 0 && !isUsed(fuzz, table, last)) yield withoutLastColumn(fuzz, table);
  }
}

function lesserChange(change: FuzzChange): readonly FuzzChange[] {
  if (change.kind === 'insert') {
    const rows = change.rows.length > 1 ? change.rows : [];
    return rows.map((row) => ({ ...change, rows: rows.filter((other) => other !== row) }));
  }
  const keys = 'keys' in change.where && change.where.keys.length > 1 ? change.where.keys : [];
  const rows = keys.map(
    (key): FuzzChange => ({ ...change, where: { keys: keys.filter((other) => other !== key) } }),
  );
  if (change.kind === 'delete' || Object.keys(change.set).length < 2) return rows;
  const sets = Object.keys(change.set).map((left) =>
    Object.fromEntries(Object.entries(change.set).filter(([name]) => name !== left)),
  );
  return [...rows, ...sets.map((set): FuzzChange => ({ ...change, set }))];
}

function isUsed(fuzz: FuzzCase, table: FuzzTable, column: number): boolean {
  const name = table.columns[column]?.name ?? '';
  return (
    (table.uniques[0] ?? []).includes(column) ||
    fuzz.keys.some(
      (key) =>
        (key.child === table && key.columns.includes(column)) ||
        (key.parent === table && key.parentColumns.includes(column)),
    ) ||
    fuzz.changes
      .flat()
      .some(
        (change) =>
          change.table === table &&
          ((change.kind === 'update' && name in change.set) ||
            (change.kind === 'insert' ? change.rows.some((row) => name in row) : names(change.where, name))),
      )
  );
}

function names(where: FuzzWhere, column: string): boolean {
  return 'keys' in where ? where.keys.some((key) => column in key) : where.column === column;
}

function withoutLastColumn(fuzz: FuzzCase, table: FuzzTable): FuzzCase {
  const last = table.columns.length - 1;
  const less: FuzzTable = {
    ...table,
    columns: table.columns.slice(0, last),
    uniques: table.uniques.filter((unique) => !unique.includes(last)),
  };
  const swap = (other: FuzzTable) => (other === table ? less : other);
  const rows = (fuzz.rows[table.name] ?? []).map((row) => row.slice(0, last));
  return {
    ...fuzz,
    tables: fuzz.tables.map(swap),
    keys: fuzz.keys.map((key) => ({ ...key, child: swap(key.child), parent: swap(key.parent) })),
    rows: { ...fuzz.rows, [table.name]: rows },
    changes: fuzz.changes.map((set) => set.map((change) => ({ ...change, table: swap(change.table) }))),
  };
}
