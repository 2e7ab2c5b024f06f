import { foldName } from './names.ts';

/** A piece of SQL text that means something, by its place in the text; white space and comments are none. */
export type Token = {
  readonly kind: 'word' | 'quoted' | 'other';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The word in capitals, where it is not quoted and so may be a keyword; else ''. */
  readonly keyword: string;
};

/**
 * SQLite's own rules: https://sqlite.org/src/file/src/tokenize.c. A name may hold any character beyond ASCII; a byte
 * order mark before a token is white space; a block comment may be left open at the end.
 */
const piece =
  /(?<space>[ \t\n\f\r]+|\ufeff)|(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<quoted>'[^']*(?:''[^']*)*'|"[^"]*(?:""[^"]*)*"|`[^`]*(?:``[^`]*)*`|\[[^\]]*\])|(?<word>[A-Za-z_\x80-\uffff][\w$\x80-\uffff]*)|\d[\w.]*|[\s\S]/y;

export function tokenize(sql: string): Token[] {
  return pieces(sql).filter((token) => token.kind !== 'comment');
}

/** The comments of a text, as they are written. */
export function comments(sql: string): string[] {
  return pieces(sql)
    .filter((token) => token.kind === 'comment')
    .map((token) => token.text);
}

function pieces(sql: string): (Token | (Omit<Token, 'kind'> & { readonly kind: 'comment' }))[] {
  const found: ReturnType<typeof pieces> = [];
  piece.lastIndex = 0;
  for (let match = piece.exec(sql); match !== null; match = piece.exec(sql)) {
    const text = match[0];
    const groups = match.groups ?? {};
    if (groups.space === undefined) {
      const kind = kindOf(groups);
      const keyword = kind === 'word' ? foldName(text).toUpperCase() : '';
      found.push({ kind, start: match.index, end: match.index + text.length, text, keyword });
    }
  }
  return found;
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): Token['kind'] | 'comment' {
  if (groups.comment !== undefined) return 'comment';
  if (groups.quoted !== undefined) return 'quoted';
  return groups.word === undefined ? 'other' : 'word';
}

/** The name that a token spells: without its quotes, whichever they are (SQLite takes '...' for a name, too). */
export function nameOf(token: Token): string {
  if (token.kind !== 'quoted') return token.text;
  const quote = token.text.charAt(0);
  const inner = token.text.slice(1, -1);
  return quote === '[' ? inner : inner.replaceAll(quote + quote, quote);
}
