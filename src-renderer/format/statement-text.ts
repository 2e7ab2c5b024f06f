import type { Statement } from '../../src-main/model/plan.ts';
import { type Value, valueText } from '../../src-main/model/value.ts';

/** Parameters as a list for people: `'Ada', 42, NULL`. Texts stand in quotes, so that '' and NULL can be told apart. */
export function parametersText(params: readonly Value[]): string {
  return params.map((param) => (typeof param === 'string' ? `'${param}'` : valueText(param))).join(', ');
}

/** A statement as it is sent, with its parameters below. */
export function statementText({ text, params }: Statement): string {
  return params.length === 0 ? `${text};` : `${text};\n-- ${parametersText(params)}`;
}
