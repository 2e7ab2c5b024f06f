import { AppError } from '../../model/error.ts';
import type { WrittenName } from './token-reader.ts';

/** The name that is meant: spelled the same, or, unless it was quoted, the only one that differs in case alone. */
export function resolveName(
  { text, quoted }: WrittenName,
  names: readonly string[],
  what: 'table' | 'column' | 'schema',
): string {
  if (names.includes(text)) return text;
  const close = quoted ? [] : names.filter((name) => name.toLowerCase() === text.toLowerCase());
  const [only] = close;
  if (only !== undefined && close.length === 1) return only;
  const known = names.length > 30 ? [...names.slice(0, 30), '…'] : names;
  throw new AppError('request.invalid', `There is no ${what} "${text}".`, {
    hint:
      close.length > 1 ? `Quote the one you mean: ${close.join(', ')}.` : `There are ${known.join(', ')}.`,
  });
}
