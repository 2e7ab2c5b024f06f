/** What columns add to a name to say that they reference: `fk_`, `_id`, `Ref`, `Nr`, ... */
const markers = new Set('id ids fk ref key code no nr num number uuid guid pk oid'.split(' '));
/** What whole schemas put before the names of their tables. */
const tablePrefixes = new Set('tbl tab t dim fact lkp lookup ref'.split(' '));
const ownTable = new Set(
  'parent manager boss supervisor superior chief reports reportsto predecessor successor previous prev next root ancestor original replaces replaced referred invited vorgesetzter elternteil parente padre superviseur jefe'.split(
    ' ',
  ),
);
const irregular: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  men: 'man',
  women: 'woman',
  mice: 'mouse',
  data: 'datum',
  media: 'medium',
};

/** `CustomerID`, `customer_id` and `fk-customer` in words of small letters. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Of a column: without what only says that it references. A column called `id` alone names nothing. */
export function subjectOf(column: string): readonly string[] {
  const words = wordsOf(column).map((word, place, all) => (place === all.length - 1 ? unmarked(word) : word));
  return words.filter((word, place) => !(markers.has(word) && (place === 0 || place === words.length - 1)));
}

/** `customerid` has its marker without anything between. */
function unmarked(word: string): string {
  return /^(.{3,})(?:id|fk|nr)$/.exec(word)?.[1] ?? word;
}

export function isMarked(column: string): boolean {
  const words = wordsOf(column);
  return [words[0], words.at(-1)].some(
    (word) => word !== undefined && (markers.has(word) || /.(?:id|fk)$/.test(word)),
  );
}

/** Of a table: without a prefix that all tables could have. */
export function tableWords(table: string): readonly string[] {
  const words = wordsOf(table);
  return words.length > 1 && tablePrefixes.has(words[0] ?? '') ? words.slice(1) : words;
}

export function speaksOfOwnTable(subject: readonly string[]): boolean {
  return ownTable.has(subject[0] ?? '') || ownTable.has(subject.join(''));
}

/** Whether both are the same thing, in whatever number. */
export function sameThing(a: readonly string[], b: readonly string[]): boolean {
  const [first, second] = [a.join(''), b.join('')];
  return singulars(first).some((form) => singulars(second).includes(form));
}

export function endsWith(a: readonly string[], b: readonly string[]): boolean {
  return b.length > 0 && a.length > b.length && sameThing(a.slice(a.length - b.length), b);
}

/** Whether they begin with the same word or stem of at least four letters. */
export function beginAlike(a: readonly string[], b: readonly string[]): boolean {
  const [first = '', second = ''] = [a[0], b[0]];
  return first.slice(0, 4).length === 4 && first.slice(0, 4) === second.slice(0, 4);
}

/** What a word may be the plural of, itself included: in English first of all, and as other languages do it. */
function singulars(word: string): readonly string[] {
  const forms = [word, irregular[word] ?? word];
  for (const [ending, instead] of [
    ['ies', 'y'],
    ['es', ''],
    ['s', ''],
    ['en', ''],
    ['n', ''],
    ['e', ''],
    ['x', ''],
    ['i', 'o'],
  ] as const) {
    if (word.length > ending.length + 2 && word.endsWith(ending))
      forms.push(word.slice(0, -ending.length) + instead);
  }
  return forms;
}
