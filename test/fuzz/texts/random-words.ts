import { createRandom } from '../random.ts';

/** Names that are keywords elsewhere, signs of the language, or letters that other rules would fold or trim. */
const names = [
  'a',
  'key',
  'references',
  'x"y',
  'b`c',
  'c[d',
  'constraint',
  'a b',
  'ß',
  'match',
  'initially',
  ')',
  "it's",
  '--',
  '/*',
  'foreign key',
  'check',
  'no',
  'action',
  'cascade',
  'generated',
  'always',
  'as',
  'strict',
  'rowid',
  'without',
  'ſ',
  'ı',
  '\u00a0',
  '\u{1f600}',
  'collate',
  'on delete',
  'deferrable',
  '1',
  ';',
  '\\',
  'naïve',
  'NUL',
  '$a',
  'a$1',
];
const bare = new Set([
  'a',
  'key',
  'ß',
  'match',
  'initially',
  'no',
  'action',
  'cascade',
  'generated',
  'always',
  'strict',
  'rowid',
  'without',
  'ſ',
  'ı',
  '\u00a0',
  '\u{1f600}',
  'naïve',
  'NUL',
  'a$1',
]);
const gaps = [
  ' ',
  ' ',
  ' ',
  ' ',
  '\n  ',
  '\t',
  '\f',
  '\r\n',
  '\r\n\t',
  ' /* REFERENCES p, ( */ ',
  ' -- FOREIGN KEY )\n',
  ' /**/ ',
  '/* it\'s " ` [ */',
  '--\r\n',
  ' /* * / */ ',
  ' -- ü\n  ',
  ' \ufeff ',
];

/** Choices by chance, and the words that texts are made of; the same for the same seed. */
export function randomWords(seed: number) {
  const random = createRandom(seed);
  const { pick, chance, below } = random;
  /** Some texts are plain: what people write most. */
  const odd = chance(0.75);
  const gap = () => (odd ? pick(gaps) : pick([' ', ' ', '\n  ']));
  const maybe = (text: () => string, probability = 0.5) => (chance(probability) ? text() : '');
  const quoted = (name: string) => {
    const forms = [`"${name.replaceAll('"', '""')}"`, `\`${name.replaceAll('`', '``')}\``];
    if (!name.includes(']')) forms.push(`[${name}]`);
    if (bare.has(name)) forms.push(name, name, name);
    return pick(forms);
  };
  return {
    ...random,
    gap,
    maybe,
    /** In any of the ways in which SQLite lets a name be written. */
    quoted,
    /** Keywords in any case. */
    word: (text: string) =>
      odd ? pick([text, text.toLowerCase(), text.replace(/^./, (c) => c.toLowerCase())]) : text,
    /** Texts with something between them that means nothing; empty ones are left out. */
    words: (...parts: readonly string[]) =>
      parts.filter((part) => part !== '').reduce((all, part) => all + gap() + part),
    list: (all: readonly string[]) =>
      `(${maybe(gap, 0.3)}${all.map(quoted).join(pick([',', ', ', ' ,\n']))}${maybe(gap, 0.3)})`,
    /** At least one name, none of which SQLite takes for the same. */
    someNames: () => random.shuffled(names).slice(0, 1 + below(odd ? 6 : 4)),
    parentName: () => quoted(pick(['p', 'P', 'references', 'a (b', 'größe', 'p q'])),
  };
}

export type RandomWords = ReturnType<typeof randomWords>;
