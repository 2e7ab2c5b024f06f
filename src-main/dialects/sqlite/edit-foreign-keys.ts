import { type CreateTable, readCreateTable } from './create-table.ts';
import { type KeyClause, parseForeignKeys, type TokenRange } from './parse-foreign-keys.ts';
import { comments, type Token } from './tokens.ts';

/** The text without those of its foreign keys that are to go; all else, comments included, stays as it is. */
export function stripForeignKeys(sql: string, goes: (key: KeyClause, index: number) => boolean): string {
  const table = readCreateTable(sql);
  const ranges = parseForeignKeys(table)
    .filter(goes)
    .flatMap((key) => key.ranges);
  const cuts = [...ranges, ...needlessCommas(table, ranges)].sort((a, b) => b.from - a.from);
  return cuts.reduce((text, range) => cut(text, table.tokens, range), sql);
}

/** The comma before each item of which nothing is left. The first item is a column, which never goes. */
function needlessCommas(table: CreateTable, ranges: readonly TokenRange[]): TokenRange[] {
  return table.items
    .filter(({ from, to }) => {
      const inside = ranges.filter((range) => range.from >= from && range.to <= to);
      return inside.reduce((sum, range) => sum + range.to - range.from, 0) === to - from;
    })
    .map(({ from }) => ({ from: from - 1, to: from }));
}

function cut(sql: string, tokens: readonly Token[], range: TokenRange): string {
  const first = tokens[range.from];
  const last = tokens[range.to - 1];
  if (first === undefined || last === undefined) return sql;
  const before = sql.slice(0, first.start);
  const after = sql.slice(last.end);
  const kept = comments(sql.slice(first.start, last.end)).map((text) =>
    text.startsWith('--') ? `${text}\n` : text,
  );
  if (kept.length > 0) return `${before}${kept.join(' ')}${after}`;
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
