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
const piece = new RegExp(
  [
    /[ \t\n\f\r]+|\ufeff/,
    /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/,
    /'[^']*(?:''[^']*)*'|"[^"]*(?:""[^"]*)*"|`[^`]*(?:``[^`]*)*`|\[[^\]]*\]/,
    /[A-Za-z_\x80-\uffff][\w$\x80-\uffff]*/,
    /\d[\w.]*/,
    /[\s\S]/,
  ]
    .map((part) => part.source)
    .join('|'),
  'g',
);
const space = /^(?:[ \t\n\f\r]|\ufeff)/;
const comment = /^(?:--|\/\*)/;
const quoted = /^['"`[]./s;
const word = /^[A-Za-z_\x80-\uffff]/;
/** All keywords are; some other letters, such as \u0131, have a capital that is. */
const ascii = /^[\w$]*$/;

export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  for (const text of sql.match(piece) ?? []) {
    const end = start + text.length;
    if (!space.test(text) && !comment.test(text)) {
      const kind = quoted.test(text) ? 'quoted' : word.test(text) ? 'word' : 'other';
      tokens.push({
        kind,
        start,
        end,
        text,
        keyword: kind === 'word' && ascii.test(text) ? text.toUpperCase() : '',
      });
    }
    start = end;
  }
  return tokens;
}

/** The comments of a text, as they are written. */
export function comments(sql: string): string[] {
  return (sql.match(piece) ?? []).filter((text) => comment.test(text));
}

/** The name that a token spells: without its quotes, whichever they are (SQLite takes '...' for a name, too). */
export function nameOf(token: Token): string {
  if (token.kind !== 'quoted') return token.text;
  const quote = token.text.charAt(0);
  const inner = token.text.slice(1, -1);
  return quote === '[' ? inner : inner.replaceAll(quote + quote, quote);
}
