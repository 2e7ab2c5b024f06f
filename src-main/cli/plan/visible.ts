/**
 * What a terminal would act on instead of showing it: control characters (escape sequences begin with one), signs that turn
 * the direction of text around or have no width, and line ends.
 */
const acted = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A line that does to a terminal no more than be read: names and values of a database may hold anything. */
export function visible(line: string): string {
  return line.replace(acted, spelled);
}

/** JSON that is the same to a program, and harmless to a terminal. */
export function visibleJson(content: unknown): string {
  return JSON.stringify(content).replace(acted, spelled);
}

function spelled(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
