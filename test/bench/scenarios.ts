import type { Change } from '../../src-main/model/change.ts';

type Table = { readonly name: string; readonly action: string | null };

export type Scenario = {
  readonly id: string;
  /** From the parents down; `action` is what the foreign key to the table before says. */
  readonly tables: readonly Table[];
  /** Rows of each table that the change concerns; as many others are there as well. */
  readonly counts: readonly number[];
  readonly kind: 'delete' | 'rekey' | 'restrict';
};

const tree = ['l0', 'l1', 'l2', 'l3', 'l4'].map((name, level) => ({
  name,
  action: level === 0 ? null : 'ON DELETE CASCADE ON UPDATE CASCADE',
}));
const pair = (name: string, action: string) => [
  { name: `${name}0`, action: null },
  { name: `${name}1`, action },
];

export const scenarios: readonly Scenario[] = [
  { id: 'delete 1, 10 below', tables: tree, counts: [1, 1, 2, 3, 4], kind: 'delete' },
  { id: 'delete 1, 1,000 below', tables: tree, counts: [1, 4, 16, 80, 900], kind: 'delete' },
  { id: 'delete 1, 100,000 below', tables: tree, counts: [1, 10, 100, 1000, 98_890], kind: 'delete' },
  {
    id: 'delete 1,000, 100,000 below',
    tables: tree,
    counts: [1000, 3000, 9000, 27_000, 61_000],
    kind: 'delete',
  },
  { id: 'set null 100,000', tables: pair('n', 'ON DELETE SET NULL'), counts: [1, 100_000], kind: 'delete' },
  {
    id: 'new key, 100,000 follow',
    tables: pair('u', 'ON UPDATE CASCADE'),
    counts: [1, 100_000],
    kind: 'rekey',
  },
  {
    id: 'restrict, 100,000 children',
    tables: pair('r', 'ON DELETE RESTRICT'),
    counts: [1, 100_000],
    kind: 'restrict',
  },
];

export function schema(): readonly string[] {
  const tables = new Map(
    scenarios.flatMap((scenario) => scenario.tables.map((table) => [table.name, { table, scenario }])),
  );
  return [...tables.values()].flatMap(({ table: { name, action }, scenario }) => {
    if (action === null) return [`CREATE TABLE ${name} (id INTEGER NOT NULL PRIMARY KEY)`];
    const parent = scenario.tables[scenario.tables.findIndex((table) => table.name === name) - 1]?.name;
    return [
      `CREATE TABLE ${name} (id INTEGER NOT NULL PRIMARY KEY, pid INTEGER, note VARCHAR(40),
         CONSTRAINT ${name}_parent FOREIGN KEY (pid) REFERENCES ${parent} (id) ${action})`,
      `CREATE INDEX ${name}_pid ON ${name} (pid)`,
    ];
  });
}

/** The new key of row 1 where the scenario gives one. */
export const newKey = 1_000_000;

/** Statements that put the rows of the scenario there, whatever is there now. `series(n)` selects x from 1 to n. */
export function fill({ tables, counts }: Scenario, series: (count: number) => string): readonly string[] {
  const empty = tables.toReversed().map(({ name }) => `DELETE FROM ${name}`);
  const rows = tables.map(({ name }, level) => {
    const [count, parents] = [counts[level] ?? 0, counts[level - 1] ?? 0];
    // Children of the second half reference parents of the second half.
    const parent = `CASE WHEN x <= ${count} THEN 1 + (x - 1) % ${parents} ELSE ${parents} + 1 + (x - 1) % ${parents} END`;
    const columns = level === 0 ? 'x' : `x, ${parent}, 'some text here'`;
    return `INSERT INTO ${name} SELECT ${columns} FROM ${series(2 * count)} s`;
  });
  return [...empty, ...rows];
}

export function changeOf({ tables, counts, kind }: Scenario, schemaName: string): Change {
  const table = { schema: schemaName, name: tables[0]?.name ?? '' };
  const where = { filter: { column: 'id', op: 'le', value: counts[0] ?? 1 } } as const;
  return kind === 'rekey'
    ? { kind: 'update', table, where, set: { id: newKey } }
    : { kind: 'delete', table, where };
}

/** The same as one statement. */
export function statementOf({ tables, counts, kind }: Scenario): string {
  const where = `WHERE id <= ${counts[0]}`;
  const table = tables[0]?.name;
  return kind === 'rekey' ? `UPDATE ${table} SET id = ${newKey} ${where}` : `DELETE FROM ${table} ${where}`;
}
