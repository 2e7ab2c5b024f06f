/** A schema as large programs have: modules of about 25 tables, most relations inside one, few across. */
export type Generated = {
  readonly tables: number;
  readonly relations: number;
  readonly statements: readonly string[];
};

const moduleSize = 25;
const plainColumns = [
  'code',
  'title',
  'status',
  'amount',
  'currency',
  'note',
  'created_at',
  'updated_at',
  'version',
];
const columnsPerTable = 10;
const relationsPerTable = 1.5;
const shareInside = 0.75;
const actions = ['CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION', 'SET DEFAULT'];
const subjects = [
  'invoice',
  'customer',
  'shipment',
  'ledger',
  'product',
  'ticket',
  'session',
  'contract',
  'sensor',
];

/** The same number of tables gives the same schema. */
export function generateSchema(tables: number, seed = 1): Generated {
  const random = generator(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const name = (table: number) =>
    `m${Math.floor(table / moduleSize)}_${subjects[table % subjects.length]}_${table}`;
  const parents = new Map<number, number[]>();
  const relations = Math.round(tables * relationsPerTable);
  for (let relation = 0; relation < relations; relation += 1) {
    const child = below(tables);
    const first = child - (child % moduleSize);
    const inside = random() < shareInside;
    const parent = inside ? first + below(Math.min(moduleSize, tables - first)) : below(tables);
    parents.set(child, [...(parents.get(child) ?? []), parent]);
  }
  const statements = Array.from({ length: tables }, (_, table) => {
    const references = (parents.get(table) ?? []).slice(0, columnsPerTable - 1);
    const columns = [
      'id INTEGER PRIMARY KEY',
      ...references.map(
        (parent, place) =>
          `ref_${place}_id INTEGER${random() < 0.5 ? ' NOT NULL' : ''} REFERENCES "${name(parent)}" (id) ON DELETE ${actions[below(actions.length)]}`,
      ),
      ...plainColumns.slice(0, columnsPerTable - 1 - references.length).map((column) => `${column} TEXT`),
    ];
    return `CREATE TABLE "${name(table)}" (${columns.join(', ')})`;
  });
  return { tables, relations, statements };
}

/** Marsaglia's xorshift: numbers from 0 to below 1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
