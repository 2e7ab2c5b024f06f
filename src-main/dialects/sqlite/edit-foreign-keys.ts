import { type Cut, keepCheckNames } from './check-names.ts';
import { type CreateTable, nextAtDepth, readCreateTable } from './create-table.ts';
import { type KeyClause, parseForeignKeys, type TokenRange } from './parse-foreign-keys.ts';
import { comments, type Token } from './tokens.ts';

/** The text without those of its foreign keys that are to go; all else, comments included, stays as it is. */
export function stripForeignKeys(sql: string, goes: (key: KeyClause, index: number) => boolean): string {
  const table = readCreateTable(sql);
  const clauses = parseForeignKeys(table)
    .filter(goes)
    .flatMap((key) => key.ranges);
  const ranges = keepCheckNames(table, clauses);
  const cuts = [...ranges, ...needlessCommas(table, ranges), ...misreadWords(table, ranges)].sort(
    (a, b) => b.from - a.from,
  );
  return cuts.reduce((text, range) => cut(text, table.tokens, range), sql);
}

/** The comma before each item of which nothing is left. The first item is a column, which never goes. */
function needlessCommas(table: CreateTable, ranges: readonly Cut[]): TokenRange[] {
  return table.items
    .filter(({ from, to }) => {
      const inside = ranges.filter((range) => range.from >= from && range.to <= to);
      if (inside.some(({ instead }) => instead !== undefined)) return false;
      return inside.reduce((sum, range) => sum + range.to - range.from, 0) === to - from;
    })
    .map(({ from }) => ({ from: from - 1, to: from }));
}

const constraintWords = new Set(
  'CONSTRAINT NOT NULL DEFAULT PRIMARY UNIQUE CHECK REFERENCES COLLATE AS DEFERRABLE'.split(' '),
);

/**
 * GENERATED ALWAYS, which mean nothing, where no constraint is left between them and the type: SQLite then takes them for a
 * part of the type, and takes them out of it again only where no comment and no byte order mark stands between or before
 * them (`sqlite3AddColumn` in https://sqlite.org/src/file/src/build.c).
 */
function misreadWords({ sql, tokens, items }: CreateTable, ranges: readonly TokenRange[]): TokenRange[] {
  return items.flatMap(({ from, to, column }) => {
    if (column === null) return [];
    const inside = ranges.filter((range) => range.from >= from && range.to <= to);
    const isCut = (at: number) => inside.some((range) => at >= range.from && at < range.to);
    let type = from;
    for (let at = from + 1; at < to; at = nextAtDepth(tokens, at)) {
      if (isCut(at)) continue;
      const keyword = tokens[at]?.keyword ?? '';
      if (keyword === 'GENERATED' && isCut(at - 1)) {
        const between = sql.slice(tokens[type]?.end, tokens[at + 1]?.start);
        const plain = comments(between).length === 0 && !between.includes('\ufeff');
        return plain ? [] : [{ from: at, to: at + 2 }];
      }
      if (constraintWords.has(keyword)) return [];
      type = at;
    }
    return [];
  });
}

/** The text without these tokens, of which comments stay; `sql` may have been cut behind them before. */
export function cut(sql: string, tokens: readonly Token[], range: Cut): string {
  const first = tokens[range.from];
  const last = tokens[range.to - 1];
  if (first === undefined || last === undefined) return sql;
  const before = sql.slice(0, first.start) + (range.instead ?? '');
  const after = sql.slice(last.end);
  const kept = comments(sql.slice(first.start, last.end)).map((text) =>
    text.startsWith('--') ? `${text}\n` : text,
  );
  if (kept.length > 0) return `${before}${kept.join(' ')}${after}`;
  if (range.instead !== undefined) return before + after;
  const head = withoutSpaceAtEnd(before);
  // The end of a line comment is all that keeps what follows from being a part of it.
  if (/--[^\n]*$/.test(head) && !/^[ \t]*\n/.test(after)) return before + after;
  return head + (/[\w$"'`[\]\x80-\uffff]$/.test(head) && /^[^\s,()]/.test(after) ? ' ' : '') + after;
}

/** The text with table constraints put behind all that it holds. */
export function appendConstraints(sql: string, clauses: readonly string[]): string {
  const { tokens, close, items } = readCreateTable(sql);
  const last = tokens[close - 1];
  const end = tokens[close];
  if (last === undefined || end === undefined || clauses.length === 0) return sql;
  const gap = sql.slice(last.end, end.start);
  const start = tokens[items.at(-1)?.from ?? 0]?.start ?? 0;
  const lines = /\n/.test(sql.slice(0, end.start));
  const line = /\r\n/.test(sql) ? '\r\n' : '\n';
  const indent = lines ? `${line}${/(?:^|\n)([ \t]*)$/.exec(sql.slice(0, start))?.[1] ?? '  '}` : ' ';
  const constraints = clauses.map((clause) => indent + clause).join(',');
  const tail = lines ? (/\r?\n[ \t]*$/.exec(gap)?.[0] ?? line) : '';
  return `${sql.slice(0, last.end)},${withoutSpaceAtEnd(gap)}${constraints}${tail}${sql.slice(end.start)}`;
}

/** Of what SQLite takes for white space; `trimEnd` would take more, which may be part of a name. */
function withoutSpaceAtEnd(text: string): string {
  return text.replace(/[ \t\n\f\r]+$/, '');
}
