import type { Value } from '../../model/value.ts';
import { notUnderstood, readTokens, type Token } from './tokens.ts';

/** A name as it was written; a quoted one means exactly itself. */
export type WrittenName = { readonly text: string; readonly quoted: boolean };

/** Reads a text token by token. */
export function createTokenReader(text: string) {
  const tokens = readTokens(text);
  let next = 0;
  const peek = (): Token => tokens[next] ?? { kind: 'end', text: '', at: text.length };

  function isWord(word: string): boolean {
    const token = peek();
    return token.kind === 'word' && token.text.toUpperCase() === word;
  }
  function skipWord(word: string): boolean {
    const found = isWord(word);
    if (found) next += 1;
    return found;
  }
  function nextIs(sign: string): boolean {
    const { kind, text: found } = peek();
    return kind === 'sign' && found === sign;
  }
  function skipSign(sign: string): boolean {
    if (!nextIs(sign)) return false;
    next += 1;
    return true;
  }
  const fail = (expected: string) => notUnderstood(text, peek().at, expected);

  return {
    isWord,
    nextIs,
    skipWord,
    skipSign,
    fail,
    atEnd: () => peek().kind === 'end',
    expectWord(word: string): void {
      if (!skipWord(word)) throw fail(`${word} is expected`);
    },
    expectSign(sign: string): void {
      if (!skipSign(sign)) throw fail(`"${sign}" is expected`);
    },
    /** The sign that comes next, if it is one of these. */
    oneOf(signs: readonly string[]): string | null {
      return signs.find(skipSign) ?? null;
    },
    name(what: string): WrittenName {
      const token = peek();
      if (token.kind !== 'word' && token.kind !== 'name') throw fail(`${what} is expected`);
      next += 1;
      return { text: token.text, quoted: token.kind === 'name' };
    },
    /** A number, a text in single quotes, TRUE, FALSE or NULL. */
    literal(): Value {
      const token = peek();
      if (skipWord('NULL')) return null;
      if (skipWord('TRUE')) return true;
      if (skipWord('FALSE')) return false;
      if (token.kind !== 'text' && token.kind !== 'number') {
        throw fail("A value is expected: a number, a text in 'single quotes', TRUE, FALSE or NULL");
      }
      next += 1;
      return token.kind === 'text' ? token.text : numberValue(token.text);
    },
  };
}

export type TokenReader = ReturnType<typeof createTokenReader>;

/** What a double does not hold exactly stays as it was written. */
function numberValue(text: string): Value {
  const digits = text.replace(/^\+/, '');
  if (!/^-?\d+$/.test(digits)) return { type: 'decimal', text: digits };
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : { type: 'integer', text: digits };
}
