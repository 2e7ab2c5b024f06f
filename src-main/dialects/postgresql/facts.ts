import type { SqlFacts } from '../dialect.ts';
import { castType } from './cast-type.ts';

/**
 * What the transaction counts for the statistics; partitions count for their table.
 * https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-STATS-FUNCTIONS
 */
const writtenByTable = `
  SELECT n.nspname, c.relname, sum(w.inserted), sum(w.updated), sum(w.deleted)
  FROM (
    SELECT coalesce(pg_catalog.pg_partition_root(oid), oid) AS root,
      pg_catalog.pg_stat_get_xact_tuples_inserted(oid) AS inserted,
      pg_catalog.pg_stat_get_xact_tuples_updated(oid) AS updated,
      pg_catalog.pg_stat_get_xact_tuples_deleted(oid) AS deleted
    FROM pg_catalog.pg_class WHERE relkind = 'r' AND relpersistence <> 't' AND relnamespace <> 'pg_catalog'::regnamespace
  ) w JOIN pg_catalog.pg_class c ON c.oid = w.root JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE w.inserted + w.updated + w.deleted > 0
  GROUP BY n.nspname, c.relname`;

/**
 * All transactions with lower numbers have ended, and none with this one or a higher. A transaction that wrote nothing
 * has no number. https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
 */
const endedWriters = `
  SELECT CASE WHEN txid_snapshot_xmin(now) = txid_snapshot_xmax(now) THEN txid_snapshot_xmax(now) END
  FROM (SELECT txid_current_snapshot()) AS snapshot (now)`;

export const facts: SqlFacts = {
  identifierQuote: '"',
  placeholders: 'numbered',
  // https://www.postgresql.org/docs/current/queries-order.html
  nullsSort: 'high',
  opaqueText:
    /(?<![\w$])[eE]'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\w$])\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|--[^\n]*|\/\*(?:(?!\/\*)[\s\S])*?\*\//y,
  // The count is a 16-bit number: https://www.postgresql.org/docs/current/limits.html
  maxParams: 65_535,
  nullSafeEqual: (a, b) => `${a} IS NOT DISTINCT FROM ${b}`,
  parameter: (column) => `CAST(? AS ${castType(column.type)})`,
  createTemporary: (name, select, key, index = []) => [
    `CREATE TEMPORARY TABLE ${name} AS ${select} WITH NO DATA`,
    ...(key.length === 0 ? [] : [`CREATE UNIQUE INDEX ON ${name} (${key.join(', ')})`]),
    ...(index.length === 0 ? [] : [`CREATE INDEX ON ${name} (${index.join(', ')})`]),
  ],
  beforeJoins: 'SET LOCAL enable_seqscan = on',
  dropTemporary: (name) => `DROP TABLE IF EXISTS ${name}`,
  analyzeTemporary: (name) => `ANALYZE ${name}`,
  setHash,
  integerSetHash,
  spelledKinds: ['integer', 'text', 'uuid'],
  // An array is one parameter, and the planner knows its length.
  spelledRows: 2_000,
  listedKeys: 2_000,
  numberList: null,
  arrayParameter: ({ type }) => `CAST(? AS ${castType(type)}[])`,
  namesValues: true,
  countsOnlyNew: true,
  // READ COMMITTED: every statement sees what was committed before it.
  lockCounted: '',
  // `t` is the table whose rows are meant; without OF, every table of the SELECT would be locked.
  lockForUpdate: ' FOR UPDATE OF t',
  // The lock that foreign keys take themselves: it lets others change columns that no key needs.
  // https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS
  lockForShare: ' FOR KEY SHARE OF t',
  // Let go when the transaction is over: https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
  transactionMark: {
    hold: (mark) => `SELECT pg_catalog.pg_advisory_xact_lock(hashtextextended('${mark}', 0))`,
    isOver: (mark) =>
      `SELECT pg_catalog.pg_try_advisory_xact_lock_shared(hashtextextended('${mark}', 0))::int`,
  },
  // https://www.postgresql.org/docs/current/sql-copy.html
  packsDeleted: true,
  cancelPoint: null,
  rareCancelPoint: () => null,
  keepExisting: () => ' ON CONFLICT DO NOTHING',
  joinedWrites: 'from',
  insertDefaults: ' DEFAULT VALUES',
  // https://www.postgresql.org/docs/current/sql-insert.html
  overrideIdentity: ' OVERRIDING SYSTEM VALUE',
  generatedKeys: 'returning',
  // Only constraints declared DEFERRABLE can wait for COMMIT, but all of them wait for the end of the statement:
  // https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-MODIFYING
  suspendForeignKeys: { puts: 'statement' },
  // Where the row lies: its page, and its place there. An index leads to where its first version lay, which cannot be read.
  // https://www.postgresql.org/docs/current/storage-hot.html
  foundAsWritten: 't.ctid',
  visitOrder: () => '((t.ctid::text::point)[0]::bigint * 65536 + (t.ctid::text::point)[1]::bigint)',
  // These have no equality, or one that calls different values equal:
  // https://www.postgresql.org/docs/current/functions-geometry.html
  writtenRows: { tells: 'tables', text: writtenByTable },
  endedWriters,
  comparedAs: (expression, { type }) =>
    /^(json|xml|point|lseg|line|box|path|polygon|circle)(\[\])*$/.test(type)
      ? `CAST(${expression} AS text)`
      : expression,
  antiJoin: 'notExists',
  asText: (expression) => `CAST(${expression} AS text)`,
};

/**
 * Two sums of 64-bit hashes and the count. A row is spelled with the length before each value, so that no two rows share
 * a spelling, and bytewise: a collation that ignores case must not make different rows equal.
 */
function setHash(expressions: readonly string[]): string {
  const spelled = expressions.map((expression) => {
    const text = `CAST(${expression} AS text)`;
    return `coalesce(octet_length(${text}) || ':' || ${text}, 'N') COLLATE "C"`;
  });
  const row = spelled.length === 0 ? `''` : spelled.join(' || ');
  const sum = (seed: number) => `coalesce(sum(hashtextextended((${row}) COLLATE "C", ${seed})), 0)`;
  return `concat_ws(' ', count(*), ${sum(0)}, ${sum(1)})`;
}

/** One number's hash seeds the next one's, so that values exchanged between columns show. */
function integerSetHash(expressions: readonly string[]): string {
  const row = expressions.reduce(
    (seed, expression) => `hashint8extended(CAST(${expression} AS bigint), ${seed})`,
    '0',
  );
  return `concat_ws(' ', count(*), coalesce(sum(${row}), 0))`;
}
