import type { Check } from '../../model/catalog.ts';
import { type CreateTable, nextAtDepth } from './create-table.ts';
import { nameOf, type Token } from './tokens.ts';

/** What the text of a table alone tells: its checks, and what generated columns are made of, by column. */
export function parseExpressions(table: CreateTable): {
  readonly checks: readonly Check[];
  readonly generated: ReadonlyMap<string, string>;
} {
  const { sql, tokens } = table;
  const checks: Check[] = [];
  const generated = new Map<string, string>();
  for (const { from, to, column } of table.items) {
    for (let at = from; at < to; at = nextAtDepth(tokens, at)) {
      const open = tokens[at + 1];
      const close = tokens[nextAtDepth(tokens, at + 1) - 1];
      if (open?.text !== '(' || close === undefined) continue;
      const expression = sql.slice(open.start, close.end);
      const keyword = tokens[at]?.keyword;
      if (keyword === 'CHECK') checks.push({ name: constraintName(tokens, at, from), expression });
      if (keyword === 'AS' && column !== null) generated.set(column, expression);
    }
  }
  return { checks, generated };
}

function constraintName(tokens: readonly Token[], at: number, from: number): string | null {
  const name = tokens[at - 1];
  return at - 2 >= from && tokens[at - 2]?.keyword === 'CONSTRAINT' && name !== undefined
    ? nameOf(name)
    : null;
}
