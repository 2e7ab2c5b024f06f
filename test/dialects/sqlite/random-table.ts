/** A CREATE TABLE text by chance, the same for the same seed. It may be one that SQLite refuses. */
export function randomTable(seed: number): string {
  const random = generator(seed);
  const upTo = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly [T, ...T[]]): T => list[upTo(list.length)] ?? list[0];
  const maybe = (text: () => string, chance = 0.5): string => (random() < chance ? text() : '');

  const quote = (name: string): string =>
    pick([
      `"${name.replaceAll('"', '""')}"`,
      `\`${name.replaceAll('`', '``')}\``,
      `"${name.replaceAll('"', '""')}"`,
    ]);
  const gap = (): string =>
    pick([' ', ' ', ' ', '\n  ', '\t', ' /* REFERENCES p, ( */ ', ' -- FOREIGN KEY )\n', '\r\n', ' /**/']);
  const words = (...parts: string[]): string => parts.filter((part) => part !== '').join(gap());
  const names = [
    'a',
    'key',
    'references',
    'x"y',
    'b`c',
    'constraint',
    'a b',
    'ß',
    'match',
    'initially',
    ')',
    "it's",
    '--',
  ];
  const columns = names.filter(() => random() < 0.4);
  if (columns.length === 0) columns.push('id');
  const parent = (): string => quote(pick(['p', 't', 'references', 'P', 'a (b']));
  const list = (all: readonly string[]): string =>
    `(${gap()}${all.map(quote).join(pick([',', ' , ', ',\n']))}${maybe(gap)})`;

  const action = (): string =>
    words(
      'ON',
      pick(['DELETE', 'UPDATE', 'delete']),
      pick(['CASCADE', 'SET NULL', 'SET  DEFAULT', 'NO /* x */ ACTION', 'restrict']),
    );
  const deferrable = (): string =>
    words(
      maybe(() => 'NOT', 0.3),
      'DEFERRABLE',
      maybe(() => words('INITIALLY', pick(['DEFERRED', 'IMMEDIATE']))),
    );
  const named = (): string => maybe(() => words('CONSTRAINT', quote(pick(['k', 'foreign', 'k"2']))), 0.4);
  const reference = (count: number): string =>
    words(
      'REFERENCES',
      parent(),
      maybe(() => list(Array.from({ length: count }, () => pick(['x', 'y"z', 'on delete'])))),
      ...Array.from({ length: upTo(4) }, () =>
        pick<() => string>([action, action, () => words('MATCH', pick(['FULL', 'SIMPLE']))])(),
      ),
    );
  const expression = (): string =>
    pick(["('REFERENCES p')", '(1 + (2))', '(\')\' || "a")', "('it''s, FOREIGN KEY (a) REFERENCES p')"]);
  const columnConstraint = (): string =>
    pick<() => string>([
      () => words(named(), reference(1)),
      () => words(named(), reference(1), deferrable()),
      () => words(named(), 'NOT NULL'),
      () => words('DEFAULT', pick(["'REFERENCES p'", '-1.5e3', expression(), 'NULL', "x'27'"])),
      () => words(named(), 'CHECK', expression()),
      () => words('COLLATE', pick(['NOCASE', '"binary"'])),
      () => 'UNIQUE',
      deferrable,
    ])();
  const column = (name: string): string =>
    words(
      quote(name),
      pick(['', 'INT', 'DECIMAL(10, 2)', 'VARCHAR (20)', '"double" precision', 'TEXT']),
      ...Array.from({ length: upTo(4) }, columnConstraint),
    );
  const tableConstraint = (): string => {
    const some = columns.filter(() => random() < 0.5);
    const used = some.length === 0 ? columns.slice(0, 1) : some;
    return pick<() => string>([
      () => words(named(), 'FOREIGN', 'KEY', list(used), reference(used.length), maybe(deferrable, 0.3)),
      () => words(named(), 'FOREIGN', 'KEY', list(used), reference(used.length)),
      () => words(named(), 'UNIQUE', list(used)),
      () => words(named(), 'CHECK', expression()),
    ])();
  };
  const constraints = Array.from({ length: upTo(5) }, tableConstraint);
  const body = constraints.reduce(
    (text, constraint, index) => text + (index === 0 ? ',' : pick([',', ' '])) + gap() + constraint,
    columns.map(column).join(`${maybe(gap)},${maybe(gap)}`),
  );
  return `CREATE TABLE ${pick(['t', '"t t"', '`references`'])}${maybe(gap)}(${maybe(gap)}${body}${maybe(gap)})${maybe(gap, 0.2)}`;
}

/** Mulberry32: https://github.com/cprosche/mulberry32 */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
