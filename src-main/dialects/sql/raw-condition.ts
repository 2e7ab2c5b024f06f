import { AppError } from '../../model/error.ts';
import type { SqlFacts } from '../dialect.ts';
import { raw, type Sql } from './statement.ts';

/**
 * A condition as a user wrote it, in parentheses of its own. Refused where it would end the statement or leave its
 * parentheses. The line break ends a comment at its end.
 */
export function rawCondition(facts: SqlFacts, text: string): Sql {
  const problem = conditionProblem(facts, text);
  if (problem === null) return raw(`(${text}\n)`);
  throw new AppError('request.invalid', `The condition ${problem}: ${shortened(text)}`, {
    hint: 'Write what comes after WHERE in a SELECT, such as: price > 10 AND title IS NOT NULL.',
  });
}

function conditionProblem(facts: SqlFacts, text: string): string | null {
  if (text.trim() === '') return 'is empty';
  const skipped = new RegExp(facts.opaqueText);
  let open = 0;
  let at = 0;
  while (at < text.length) {
    skipped.lastIndex = at;
    const found = skipped.exec(text);
    if (found !== null) {
      at += found[0].length;
      continue;
    }
    const sign = text[at];
    if (sign === ';') return 'holds a semicolon';
    if (sign === "'" || sign === '"' || sign === '`' || text.startsWith('/*', at)) {
      return 'holds a string, a name or a comment that does not end';
    }
    if (sign === '(') open += 1;
    if (sign === ')') open -= 1;
    if (open < 0) return 'closes a parenthesis that it did not open';
    at += 1;
  }
  return open === 0 ? null : 'opens a parenthesis that it does not close';
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
