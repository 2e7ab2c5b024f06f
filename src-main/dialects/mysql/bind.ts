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

const reading = /^[\s(]*(select|show|explain|describe|desc|table|values)\b/i;
const withReading = /^[\s(]*with\b/i;
const writing = /\b(insert|update|delete|replace)\b/i;
const leavingTraces =
  /\b(into|get_lock|release_lock|release_all_locks|nextval|setval|next\s+value|analyze)\b|:=/i;

/** Whether it answers with rows. */
export function givesRows(text: string): boolean {
  return reading.test(text) || (withReading.test(text) && !writing.test(text));
}

/**
 * A statement that only reads and leaves nothing behind in its session, so that it may even be sent again. A word in a
 * text may make it look like one that writes; that costs a reset of the session, no more.
 */
export function onlyReads(text: string): boolean {
  return !leavingTraces.test(text) && givesRows(text);
}
