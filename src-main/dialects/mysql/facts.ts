import type { SqlFacts } from '../dialect.ts';
import { parameter } from './parameter.ts';

export const facts: SqlFacts = {
  identifierQuote: '`',
  placeholders: 'questionMarks',
  // https://dev.mysql.com/doc/refman/8.4/en/working-with-null.html
  nullsSort: 'low',
  opaqueText:
    /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"|`(?:[^`]|``)*`|--(?=\s|$)[^\n]*|#[^\n]*|\/\*(?![!M])[\s\S]*?\*\//y,
  // Parameters are sent as literals. What bounds them is max_allowed_packet, and the memory of the range optimizer,
  // above which a long IN list reads the whole table:
  // https://dev.mysql.com/doc/refman/8.4/en/range-optimization.html#range-optimization-memory-use
  maxParams: 10_000,
  nullSafeEqual: (a, b) => `${a} <=> ${b}`,
  parameter,
  // An index that is made later would commit the transaction.
  createTemporary(name, select, key, index = []) {
    const primaryKey = key.length === 0 ? [] : [`PRIMARY KEY (${key.join(', ')})`];
    const keys = [...primaryKey, ...(index.length === 0 ? [] : [`KEY (${index.join(', ')})`])];
    return [
      `CREATE TEMPORARY TABLE ${name}${keys.length === 0 ? '' : ` (${keys.join(', ')})`} AS SELECT * FROM (${select}) AS shape LIMIT 0`,
    ];
  },
  beforeJoins: null,
  dropTemporary: (name) => `DROP TEMPORARY TABLE IF EXISTS ${name}`,
  // InnoDB keeps the statistics of temporary tables by itself.
  analyzeTemporary: () => null,
  setHash,
  integerSetHash,
  // A text in a derived table has a collation of its own, which may not mix with the column's.
  spelledKinds: ['integer'],
  spelledRows: 100,
  // DELETE .. JOIN takes half as long again, and DELETE .. IN (SELECT ..) reads the whole table. Above this, the range
  // optimizer of MySQL runs out of its memory and reads the whole table as well.
  listedKeys: 32_000,
  numberList: (expression) => `GROUP_CONCAT(${expression} ORDER BY ${expression})`,
  arrayParameter: null,
  namesValues: false,
  countsOnlyNew: false,
  // An exclusive lock takes the rows themselves as well, four times as long; the write that follows takes it anyway.
  lockCounted: ' LOCK IN SHARE MODE',
  lockForUpdate: ' FOR UPDATE',
  // MariaDB does not know FOR SHARE; MySQL 8 still takes this spelling.
  lockForShare: ' LOCK IN SHARE MODE',
  // Held by the session, which is reset after a change, within a second by far; a server that loses a session rolls back
  // first.
  // https://mariadb.com/kb/en/get_lock/
  transactionMark: {
    hold: (mark) => `SELECT GET_LOCK('${mark}', 1)`,
    isOver: (mark) => `SELECT IS_FREE_LOCK('${mark}')`,
  },
  packsDeleted: false,
  cancelPoint: null,
  rareCancelPoint: () => null,
  // Not INSERT IGNORE, which would turn other errors into warnings and cut values.
  keepExisting: (table, column) => ` ON DUPLICATE KEY UPDATE ${column} = ${table}.${column}`,
  joinedWrites: 'join',
  insertDefaults: ' () VALUES ()',
  overrideIdentity: '',
  // The numbers of one INSERT .. VALUES follow each other: https://dev.mysql.com/doc/refman/8.4/en/innodb-auto-increment-handling.html
  generatedKeys: { first: 'LAST_INSERT_ID()', step: '@@auto_increment_increment' },
  suspendForeignKeys: {
    puts: 'all',
    before: 'SET foreign_key_checks = 0',
    after: 'SET foreign_key_checks = 1',
  },
  foundAsWritten: null,
  visitOrder: () => null,
  // https://mariadb.com/kb/en/server-status-variables/#handler_delete
  writtenRows: {
    tells: 'actions',
    text: `SHOW SESSION STATUS WHERE Variable_name IN ('Handler_delete', 'Handler_update')`,
    deleted: 'Handler_delete',
    updated: 'Handler_update',
  },
  endedWriters: null,
  comparedAs: (expression) => expression,
  antiJoin: 'notExists',
  asText: (expression) => `CAST(${expression} AS CHAR)`,
};

/**
 * The sum of a digest of each row. Each value is digested on its own: its bytes, free of collation, can then neither
 * run into the next value nor outgrow max_allowed_packet, and a digest is never 'N', which stands for NULL.
 * A FLOAT is digested as MySQL spells it, with six digits.
 */
function setHash(expressions: readonly string[]): string {
  const row = `MD5(CONCAT(${expressions.map((expression) => `IFNULL(MD5(${expression}), 'N')`).join(', ')}))`;
  const half = (side: 'LEFT' | 'RIGHT') =>
    `COALESCE(SUM(CAST(CONV(${side}(${row}, 16), 16, 10) AS UNSIGNED)), 0)`;
  return `CONCAT(COUNT(*), ':', ${half('LEFT')}, ':', ${half('RIGHT')})`;
}

/** The sum of checksums of the rows' digits, and that of each number. */
function integerSetHash(expressions: readonly string[]): string {
  const row = expressions.length === 1 ? expressions[0] : `CONCAT_WS(',', ${expressions.join(', ')})`;
  const sums = [`CRC32(${row})`, ...expressions].map((expression) => `COALESCE(SUM(${expression}), 0)`);
  return `CONCAT_WS(':', COUNT(*), ${sums.join(', ')})`;
}
