import type { SqlFacts } from '../dialect.ts';
import { setHashFunction, tickFunction } from './functions.ts';

export const facts: SqlFacts = {
  identifierQuote: '"',
  placeholders: 'questionMarks',
  // https://www.sqlite.org/lang_select.html#orderby
  nullsSort: 'low',
  opaqueText: /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\//y,
  maxParams: 32_766,
  nullSafeEqual: (a, b) => `${a} IS ${b}`,
  // A plain parameter has no affinity, so that the column's applies to it in a comparison and when it is stored.
  // A cast would change what is compared: CAST('abc' AS INTEGER) is 0.
  parameter: () => '?',
  createTemporary: (name, select, key, index = []) => [
    // LIMIT 0 gives the columns of the SELECT with their affinities without running it.
    `CREATE TEMPORARY TABLE ${name} AS SELECT * FROM (${select}) LIMIT 0`,
    ...(key.length === 0
      ? []
      : [`CREATE UNIQUE INDEX temp.${suffixed(name, '_key')} ON ${name} (${key.join(', ')})`]),
    ...(index.length === 0
      ? []
      : [`CREATE INDEX temp.${suffixed(name, '_index')} ON ${name} (${index.join(', ')})`]),
  ],
  beforeJoins: null,
  dropTemporary: (name) => `DROP TABLE IF EXISTS temp.${name}`,
  // A join starts from its smaller side by itself where that is small.
  analyzeTemporary: (name, rows) => (rows < 500 ? null : `ANALYZE temp.${name}`),
  setHash: (expressions) => `${setHashFunction}(${expressions.join(', ')})`,
  integerSetHash,
  // A value without a type is compared as the column on the other side says. A double does not come back as it was.
  spelledKinds: ['integer', 'text', 'uuid'],
  spelledRows: 100,
  listedKeys: 100,
  numberList: null,
  arrayParameter: null,
  namesValues: false,
  countsOnlyNew: true,
  lockCounted: '',
  lockForUpdate: '',
  lockForShare: '',
  transactionMark: null,
  packsDeleted: false,
  cancelPoint: `${tickFunction}()`,
  // A call into JavaScript for each row takes longer than the join that it interrupts.
  rareCancelPoint: ({ rowId }) =>
    rowId === null ? `${tickFunction}()` : `(t.${rowId} & 1023 <> 0 OR ${tickFunction}(t.${rowId}))`,
  keepExisting: () => ' ON CONFLICT DO NOTHING',
  joinedWrites: 'from',
  insertDefaults: ' DEFAULT VALUES',
  overrideIdentity: '',
  generatedKeys: 'returning',
  // https://www.sqlite.org/pragma.html#pragma_defer_foreign_keys
  suspendForeignKeys: { puts: 'checks', before: 'PRAGMA defer_foreign_keys = ON' },
  foundAsWritten: null,
  visitOrder: ({ rowId }) => (rowId === null ? null : `t.${rowId}`),
  // https://www.sqlite.org/lang_corefunc.html#total_changes
  writtenRows: { tells: 'all', text: 'SELECT total_changes()' },
  endedWriters: null,
  comparedAs: (expression, { collation }) =>
    collation === null ? expression : `${expression} COLLATE "${collation.replaceAll('"', '""')}"`,
  // NOT EXISTS without an index on the parent's side is quadratic: SQLite makes no index of its own for it.
  antiJoin: 'leftJoin',
  asText: (expression) =>
    `CASE typeof(${expression}) WHEN 'blob' THEN lower(hex(${expression})) ELSE CAST(${expression} AS TEXT) END`,
};

/**
 * The number of rows and a sum over them, in arithmetic that stays within 64 bits: a product whose middle bits weigh the
 * rows, so that exchanging rows for others of the same total shows. Remainders by primes take all bits in. SQLite lets a
 * column of integers hold anything else as well: such values are spelled out.
 */
function integerSetHash(expressions: readonly string[], stored: readonly string[]): string {
  const [first = '0', ...more] = expressions;
  const rest = (expression: string) => `${expression} % 2147483647`;
  const row = more.reduce((sum, next) => `(${rest(sum)} * 69069 + ${rest(next)} & 2147483647)`, first);
  const mixed = `((${row} & 2147483647) * 1640531527 >> 11 & 2147483647) * (${row} % 65521 + 65537) & 2147483647`;
  const strange = stored.map(
    (expression) =>
      `, group_concat(quote(${expression}), ',' ORDER BY ${expression}) FILTER (WHERE typeof(${expression}) NOT IN ('integer', 'null'))`,
  );
  return `concat_ws(':', count(*), sum(${mixed})${strange.join('')})`;
}

/** `"a"` and `_key` make `"a_key"`, whichever quotes there are. */
function suffixed(quoted: string, suffix: string): string {
  return `${quoted.slice(0, -1)}${suffix}${quoted.slice(-1)}`;
}
