/**
 * Cases, by engine, whose outcome in `foreignKeys` mode depends on the order in which the database visits rows and
 * foreign keys. They are warned about and refused, never silently different.
 */
export const orderDependent: Readonly<Record<string, readonly string[]>> = {
  sqlite: ['m2412'],
  postgresql: ['m2412'],
  mysql: [],
};

/**
 * Cases that insert a row with a unique key which an update of the same change frees. On foreign keys inserts are sent
 * first, so that the database refuses them and nothing is changed.
 */
export const freedKeys: readonly string[] = ['m1442', 'm1474', 'm1506', 'm1538', 'm1570'];

/**
 * Deletes of a parent together with its children, which a cascade takes first: SQLite and InnoDB then count the parent
 * alone, the count is not the one planned, and everything is rolled back.
 */
export const goneAlready: readonly string[] = ['m2333', 'm2334'];

/**
 * Where engines differ, emulation follows PostgreSQL, except here. m2412: a row that references two deleted rows through
 * two relations that share a column loses both references, in whatever order; so it does on InnoDB. PostgreSQL and SQLite
 * set the shared column to NULL first and then no longer find the row through the second relation.
 */
export const followed: Readonly<Record<string, string>> = { m2412: 'mysql' };

/** D12 where it was measured on InnoDB alone, which has it as well: PostgreSQL deletes the whole subtree. */
export const wholeSubtree: readonly string[] = ['m3923'];
