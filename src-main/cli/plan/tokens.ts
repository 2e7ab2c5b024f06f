import { AppError } from '../../model/error.ts';

/** A piece of a change as it is written in a terminal. `word` is an unquoted name or keyword, `name` a quoted name. */
export type Token = {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign' | 'end';
  /** Without quotes. */
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
};

const shapes: readonly (readonly [Token['kind'], RegExp])[] = [
  ['number', /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_$])/uy],
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['name', /"(?:[^"]|"")+"|`(?:[^`]|``)+`|\[[^\]]+\]/y],
  ['text', /'(?:[^']|'')*'/y],
  ['sign', /<>|<=|>=|!=|[=<>(),.]/y],
];

/** Splits a text into names, literals and signs; `request.invalid` says where it stops making sense. */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) return [...tokens, { kind: 'end', text: '', at }];
    const token = tokenAt(text, at);
    if (token === null) throw notUnderstood(text, at);
    tokens.push({ kind: token.kind, text: unquoted(token.kind, token.raw), at });
    at += token.raw.length;
  }
}

/** `expected`: what could stand there. */
export function notUnderstood(text: string, at: number, expected = 'Something else is expected'): AppError {
  const rest = text.slice(at).trim();
  const where = rest === '' ? 'The end' : `"${rest.length > 40 ? `${rest.slice(0, 40)}…` : rest}"`;
  return new AppError('request.invalid', `${where} is not understood in: ${text}. ${expected}.`, {
    hint: 'Conditions are comparisons of a column with a value (= <> < <= > >=, LIKE, BETWEEN, IN, IS NULL), joined by AND, OR, NOT and parentheses.',
  });
}

function tokenAt(text: string, at: number): { readonly kind: Token['kind']; readonly raw: string } | null {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const found = shape.exec(text);
    if (found !== null) return { kind, raw: found[0] };
  }
  return null;
}

function unquoted(kind: Token['kind'], raw: string): string {
  if (kind !== 'name' && kind !== 'text') return raw;
  const quote = raw.at(-1) ?? '';
  return raw.slice(1, -1).replaceAll(quote + quote, quote);
}
