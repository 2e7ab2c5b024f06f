/**
 * Where engines differ, emulation follows PostgreSQL, except here. m2412: a row that references two deleted rows through
 * two relations that share a column loses both references, in whatever order; so it does on InnoDB. PostgreSQL and SQLite
 * set the shared column to NULL first and then no longer find the row through the second relation.
 */
export const followed: Readonly<Record<string, string>> = { m2412: 'mysql' };

/** D12 where it was measured on InnoDB alone, which has it as well: PostgreSQL deletes the whole subtree. */
export const wholeSubtree: readonly string[] = ['m3923'];
