import { expect, test } from 'vitest';
import { de } from '../../src-renderer/text/de.ts';
import { en } from '../../src-renderer/text/en.ts';
import { rawTextsOf } from '../support/architecture/raw-texts.ts';
import { readSources } from '../support/architecture/source-files.ts';

/** What looks like a text for people, and is none, or is the same in every language. */
const noTexts: readonly RegExp[] = [
  /^src-renderer\/text\//,
  // SQL words, names of keys, the program's own name, and examples of URLs.
  /: (NULL|DEFAULT|Infinity|Delete|Insert|Enter|Esc|Space|PK|FK|Referee|title="(Insert|Delete)")$/,
  /: (title=")?… ?\(?(Alt|Ctrl) \p{Lu}\w*\)?"?$/u,
  /: (title=")?(Alt|Ctrl) \p{Lu}\w*"?$/u,
  /placeholder="postgres:/,
  /: \(prefers-/,
  // Formats that are exported, and what only programmers read.
  /^src-renderer\/graph\/export\/(dbml|svg)\.ts/,
  /^src-renderer\/gallery\//,
  /^src-renderer\/components\/(relations\/table-name|change-preview\/implied)\.ts/,
  // The program behind the page is gone, perhaps before the catalog was there.
  /^src-renderer\/client\.ts/,
];

test('all that the screens say comes from the catalog', () => {
  const raw = readSources('src-renderer').flatMap((file) =>
    rawTextsOf(file).map((text) => `${file.path}: ${text}`),
  );
  expect(raw.filter((line) => !noTexts.some((pattern) => pattern.test(line)))).toEqual([]);
});

test('a text names the same things in both languages, and has as many forms', () => {
  const [english, german] = [shapesOf(en), shapesOf(de)];
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  const unlike = [...english].filter(([key, shape]) => german.get(key) !== shape).map(([key]) => key);
  expect(unlike).toEqual([]);
});

/** The placeholders and the number of forms of each text, by its key. */
function shapesOf(texts: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, text]: [string, unknown]): (readonly [string, string])[] => {
      const at = path === '' ? key : `${path}.${key}`;
      if (typeof text === 'object' && text !== null) return [...shapesOf(text, at)];
      const said = String(text);
      const names = [...new Set([...said.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort();
      return [[at, `${names.join()} ${said.split(' | ').length}`]];
    }),
  );
}
