/**
 * Cases that insert a row with a unique key which an update of the same change frees. On foreign keys inserts are sent
 * first: the plan says that the database would refuse them.
 */
export const freedKeys: readonly string[] = ['m1442', 'm1474', 'm1506', 'm1538', 'm1570'];

/**
 * Where engines differ, emulation follows PostgreSQL, except here. m2412: a row that references two deleted rows through
 * two relations that share a column loses both references, in whatever order; so it does on InnoDB. PostgreSQL and SQLite
 * set the shared column to NULL first and then no longer find the row through the second relation.
 */
export const followed: Readonly<Record<string, string>> = { m2412: 'mysql' };

/** D12 where it was measured on InnoDB alone, which has it as well: PostgreSQL deletes the whole subtree. */
export const wholeSubtree: readonly string[] = ['m3923'];

/** Scenarios, by engine, that are refused although the database accepted them, or only fail when they are applied. */
export const scenarioDivergences: Readonly<Record<string, readonly string[]>> = {
  mysql: [
    // InnoDB looks at a key that changes in case alone as at a new one where it forbids, not where it cascades.
    'collation.ci.NO ACTION',
  ],
};
