import { AppError } from '../../model/error.ts';
import type { Statement } from '../../model/plan.ts';
import { literal } from './literal.ts';

/** Quoted texts and names and comments, in which a `?` is no placeholder; else the placeholder itself. */
const passages =
  /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`]|``)*`|\/\*[\s\S]*?\*\/|--(?=\s|$)[^\n]*|#[^\n]*|\?/g;

/** The statement with its parameters written in as literals. Without parameters it is sent as it is. */
export function bind(statement: Statement): string {
  const { params, text } = statement;
  if (params.length === 0) return text;
  let used = 0;
  const bound = text.replace(passages, (passage) => {
    if (passage !== '?') return passage;
    const value = params[used];
    used += 1;
    return value === undefined ? passage : literal(value);
  });
  if (used === params.length) return bound;
  throw new AppError(
    'request.invalid',
    `The statement has ${used} placeholders, but ${params.length} parameters were given.`,
  );
}

/** A statement that only reads and leaves nothing behind in its session, so that it may even be sent again. */
export function onlyReads(text: string): boolean {
  return (
    /^[\s(]*(select|with|show|explain|describe|desc|table|values)\b/i.test(text) &&
    !/\b(into|for\s+update|for\s+share|lock\s+in|insert|update|delete|replace|get_lock|release_lock|nextval|next\s+value|analyze)\b|:=/i.test(
      text,
    )
  );
}
