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
  createTemporary: (name, select, key) => [
    // LIMIT 0 gives the columns of the SELECT with their affinities without running it.
    `CREATE TEMPORARY TABLE ${name} AS SELECT * FROM (${select}) LIMIT 0`,
    ...(key.length === 0
      ? []
      : [`CREATE UNIQUE INDEX temp.${suffixed(name, '_key')} ON ${name} (${key.join(', ')})`]),
  ],
  dropTemporary: (name) => `DROP TABLE IF EXISTS temp.${name}`,
  analyzeTemporary: (name) => `ANALYZE temp.${name}`,
  setHash: (expressions) => `${setHashFunction}(${expressions.join(', ')})`,
  lockForUpdate: '',
  lockForShare: '',
  cancelPoint: `${tickFunction}()`,
  keepExisting: () => ' ON CONFLICT DO NOTHING',
  joinedWrites: 'from',
  insertDefaults: ' DEFAULT VALUES',
  overrideIdentity: '',
  generatedKeys: 'returning',
  // https://www.sqlite.org/pragma.html#pragma_defer_foreign_keys
  suspendForeignKeys: { before: 'PRAGMA defer_foreign_keys = ON', after: null },
  visitOrder: ({ rowId }) => (rowId === null ? null : `t.${rowId}`),
  comparedAs: (expression, { collation }) =>
    collation === null ? expression : `${expression} COLLATE "${collation.replaceAll('"', '""')}"`,
  // NOT EXISTS without an index on the parent's side is quadratic: SQLite makes no index of its own for it.
  antiJoin: 'leftJoin',
  asText: (expression) =>
    `CASE typeof(${expression}) WHEN 'blob' THEN lower(hex(${expression})) ELSE CAST(${expression} AS TEXT) END`,
};

/** `"a"` and `_key` make `"a_key"`, whichever quotes there are. */
function suffixed(quoted: string, suffix: string): string {
  return `${quoted.slice(0, -1)}${suffix}${quoted.slice(-1)}`;
}
