/** A database as the journeys check it: through its engine's own driver, never through the program. */
export type SqlDatabase = {
  readonly url: string;
  /** Runs one statement, in which identifiers may stand in double quotes. */
  query(sql: string): Promise<readonly (readonly unknown[])[]>;
  tables(): Promise<readonly string[]>;
  /** What the catalog itself says of tables and foreign keys, in the order in which foreign keys fire. */
  catalog(): Promise<readonly string[]>;
  /** A row per column of a foreign key: its table, the key, the column. In order. */
  foreignKeyColumns(): Promise<readonly (readonly unknown[])[]>;
  close(): Promise<void>;
};

/** The child side of every foreign key, as the program writes it: "order.customer_id", "review (order_id, line)". */
export async function foreignKeys(database: SqlDatabase): Promise<string[]> {
  const columns = new Map<string, { readonly table: string; readonly columns: string[] }>();
  for (const [table, key, column] of await database.foreignKeyColumns()) {
    const id = `${table} ${key}`;
    const known = columns.get(id) ?? { table: String(table), columns: [] };
    known.columns.push(String(column));
    columns.set(id, known);
  }
  return [...columns.values()]
    .map(({ table, columns: [only, ...others] }) =>
      others.length === 0 ? `${table}.${only}` : `${table} (${[only, ...others].join(', ')})`,
    )
    .sort();
}

/** All rows of all tables, each as text. */
export async function dump(database: SqlDatabase): Promise<Readonly<Record<string, readonly string[]>>> {
  const rows: Record<string, readonly string[]> = {};
  for (const table of await database.tables()) {
    const found = await database.query(`SELECT * FROM "${table.replaceAll('"', '""')}"`);
    rows[table] = found.map((row) => JSON.stringify(row, exact)).sort();
  }
  return rows;
}

export async function number(database: SqlDatabase, sql: string): Promise<number> {
  const [row] = await database.query(sql);
  return Number(row?.[0]);
}

function exact(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
