import { AppError } from '../../model/error.ts';
import { nameOf, type Token, tokenize } from './tokens.ts';

/** The text of a CREATE TABLE with its columns and table constraints as ranges of tokens. */
export type CreateTable = {
  readonly sql: string;
  readonly tokens: readonly Token[];
  readonly items: readonly Item[];
  /** Index of the parenthesis that ends the items. */
  readonly close: number;
};

/** What stands between two commas: a column, or one or more table constraints (no comma is needed between those). */
export type Item = {
  /** Index of its first token, and of the token after its last. */
  readonly from: number;
  readonly to: number;
  /** Name of the column; null: table constraints. */
  readonly column: string | null;
};

/** Reserved words, so that no column can have such a name without quotes. */
const constraintStarts = new Set(['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN']);

/** `dialect.unsupported`: a text that is no CREATE TABLE with a list of columns. */
export function readCreateTable(sql: string): CreateTable {
  const table = findCreateTable(sql);
  if (table !== null) return table;
  throw new AppError('dialect.unsupported', `This is no CREATE TABLE with a list of columns: ${sql}`);
}

/** null: as above. */
export function findCreateTable(sql: string): CreateTable | null {
  const tokens = tokenize(sql);
  const open = tokens.findIndex((token) => token.text === '(');
  const head = tokens.slice(0, open).map((token) => token.keyword);
  const close = open < 0 ? -1 : afterGroup(tokens, open) - 1;
  if (!/^CREATE (?:TEMP |TEMPORARY )?TABLE /.test(head.join(' ')) || tokens[close]?.text !== ')') return null;
  const items: Item[] = [];
  let from = open + 1;
  for (let at = from; at <= close; at = nextAtDepth(tokens, at)) {
    if (at === close || tokens[at]?.text === ',') {
      items.push({ from, to: at, column: columnName(tokens[from]) });
      from = at + 1;
    }
  }
  return { sql, tokens, items, close };
}

function columnName(first: Token | undefined): string | null {
  return first === undefined || constraintStarts.has(first.keyword) ? null : nameOf(first);
}

/** The next token that is not inside parentheses opened at `at`. */
export function nextAtDepth(tokens: readonly Token[], at: number): number {
  return tokens[at]?.text === '(' ? afterGroup(tokens, at) : at + 1;
}

function afterGroup(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    const text = tokens[at]?.text;
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return tokens.length + 1;
}

/** Columns that declare a collation by name, with the name of the collation. */
export function columnCollations({ tokens, items }: CreateTable): Map<string, string> {
  const found = new Map<string, string>();
  for (const { from, to, column } of items) {
    for (let at = from + 1; column !== null && at < to; at = nextAtDepth(tokens, at)) {
      const name = tokens[at + 1];
      if (tokens[at]?.keyword === 'COLLATE' && name !== undefined) found.set(column, nameOf(name));
    }
  }
  return found;
}
