import { countText } from './count-text.ts';

/**
 * A number of rows, called by their table: "1 customer", "2 order items". A table whose name is no English plural is
 * not bent into one: "2 person rows".
 */
export function rowsOf(tableName: string, count: number, exact = true): string {
  const words = wordsOf(tableName);
  const number = countText(count, exact);
  const plural = words.endsWith('s');
  if (count === 1 && exact) return `${number} ${plural ? singular(words) : words}`;
  return plural ? `${number} ${words}` : `${number} ${words} rows`;
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase();
}

function singular(words: string): string {
  if (/(ss|us|is)$/.test(words)) return words;
  if (/[^aeiou]ies$/.test(words)) return words.replace(/ies$/, 'y');
  if (/(ss|x|z|ch|sh|us)es$/.test(words)) return words.replace(/es$/, '');
  return words.replace(/s$/, '');
}
