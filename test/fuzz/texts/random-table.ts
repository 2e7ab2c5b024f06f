import { type RandomWords, randomWords } from './random-words.ts';

type Column = { readonly name: string; readonly generated: boolean };

/**
 * A CREATE TABLE text by chance, the same for the same seed, which SQLite takes: foreign keys of every form among all that
 * a table can have.
 */
export function randomTable(seed: number, table: string): string {
  const words = randomWords(seed);
  const { chance, pick, below, gap, maybe, quoted } = words;
  const strict = chance(0.2);
  const withoutRowId = chance(0.2);
  const names = words.someNames();
  const columns = names.map((name, index): Column => ({ name, generated: index > 0 && chance(0.15) }));
  const plain = columns.filter(({ generated }) => !generated).map(({ name }) => name);
  const [first = ''] = plain;
  const key = withoutRowId || chance(0.5) ? pick(['inline', 'inline', 'table'] as const) : null;
  const texts = columns.map((column) =>
    columnText(
      words,
      column,
      first,
      strict,
      key === 'inline' && column.name === first ? keyText(words, withoutRowId) : '',
    ),
  );
  const constraints = Array.from({ length: below(5) }, () => tableConstraint(words, plain));
  if (key === 'table')
    constraints.splice(
      below(constraints.length + 1),
      0,
      words.words(
        named(words),
        words.words(words.word('PRIMARY'), words.word('KEY')),
        words.list(words.shuffled(plain).slice(0, 1 + below(2))),
      ),
    );
  const body = constraints.reduce(
    (text, constraint, index) =>
      text + (index === 0 || chance(0.6) ? `${maybe(gap, 0.3)},` : ' ') + gap() + constraint,
    texts.join(`${maybe(gap, 0.3)},${gap()}`),
  );
  const options = [
    ...(strict ? [words.word('STRICT')] : []),
    ...(withoutRowId ? [words.words(words.word('WITHOUT'), words.word('ROWID'))] : []),
  ];
  const head = words.words(
    words.word('CREATE'),
    words.word('TABLE'),
    maybe(() => words.words('IF', 'NOT', 'EXISTS'), 0.1),
    quoted(table),
  );
  return `${head}${maybe(gap)}(${maybe(gap)}${body}${maybe(gap)})${maybe(gap, 0.3)}${words.shuffled(options).join(`${maybe(gap)},${gap()}`)}${maybe(gap, 0.3)}`;
}

function keyText(words: RandomWords, withoutRowId: boolean): string {
  const order = words.maybe(() => words.word(words.pick(['ASC', 'DESC'])), 0.2);
  const conflict = words.maybe(
    () => words.words('ON', 'CONFLICT', words.pick(['ABORT', 'FAIL', 'ROLLBACK'])),
    0.2,
  );
  const plain = words.words(named(words), words.word('PRIMARY'), words.word('KEY'), order, conflict);
  return order === '' && !withoutRowId
    ? words.words(
        plain,
        words.maybe(() => words.word('AUTOINCREMENT'), 0.3),
      )
    : plain;
}

function columnText(words: RandomWords, column: Column, first: string, strict: boolean, key: string): string {
  const { pick, below, maybe, quoted } = words;
  const types = strict
    ? ['INT', 'INTEGER', 'TEXT', 'ANY', '"REAL"']
    : [
        '',
        'INT',
        'DECIMAL(10, 2)',
        'VARCHAR (20)',
        '"double" precision',
        'TEXT',
        '[REFERENCES]',
        "'a type'",
        'INITIALLY',
        'unsigned big int',
      ];
  const type = key === '' ? pick(types) : 'INTEGER';
  const constraints = Array.from({ length: below(4) }, () => columnConstraint(words, column));
  if (key !== '') constraints.splice(below(constraints.length + 1), 0, key);
  if (column.generated) constraints.splice(below(constraints.length + 1), 0, generated(words, first));
  const repeated = new Set<string>();
  const kept = constraints.filter((text) => {
    const kind = /^\W*(DEFAULT|UNIQUE)/i.exec(text)?.[1] ?? text;
    return !repeated.has(kind) && repeated.add(kind);
  });
  return words.words(
    quoted(column.name),
    type,
    ...kept,
    maybe(() => words.words(words.word('CONSTRAINT'), quoted('left over')), 0.05),
  );
}

function generated(words: RandomWords, first: string): string {
  const operand = `"${first.replaceAll('"', '""')}"`;
  const expression = words.pick([
    `(${operand} || ' FOREIGN KEY (a) REFERENCES p')`,
    `(${operand} + (1))`,
    `(/* ) */ ${operand})`,
  ]);
  return words.words(
    words.maybe(() => words.words('GENERATED', 'ALWAYS')),
    words.word('AS'),
    expression,
    words.maybe(() => words.pick(['STORED', 'VIRTUAL'])),
  );
}

function columnConstraint(words: RandomWords, column: Column): string {
  const { pick, word } = words;
  const any = [
    () => words.words(named(words), reference(words, 1)),
    () => words.words(named(words), reference(words, 1), deferrable(words)),
    () =>
      words.words(
        named(words),
        word('NOT'),
        word('NULL'),
        words.maybe(() => words.words('ON', 'CONFLICT', 'ABORT'), 0.2),
      ),
    () => words.words(named(words), word('CHECK'), check(words, column.name)),
    () => words.words(word('COLLATE'), pick(['NOCASE', '"binary"', '[RTRIM]'])),
    () => deferrable(words),
    () => words.words(named(words), word('NULL')),
  ];
  const stored = [
    () =>
      words.words(
        word('DEFAULT'),
        pick([
          "'REFERENCES p'",
          '-1.5e3',
          '+.5',
          "('it''s, FOREIGN KEY (a)')",
          '(1 + (2))',
          'NULL',
          "x'27'",
          'CURRENT_DATE',
          '0x1F',
          'TRUE',
        ]),
      ),
    () => words.words(named(words), word('UNIQUE')),
  ];
  return pick(column.generated ? any : [...any, ...stored])();
}

function tableConstraint(words: RandomWords, columns: readonly string[]): string {
  const { pick, word } = words;
  const used = words.shuffled(columns).slice(0, 1 + words.below(3));
  const key = () =>
    words.words(named(words), word('FOREIGN'), word('KEY'), words.list(used), reference(words, used.length));
  return pick([
    key,
    () => words.words(key(), deferrable(words)),
    () => words.words(named(words), word('UNIQUE'), words.list(used)),
    () => words.words(named(words), word('CHECK'), check(words, used[0] ?? '')),
  ])();
}

function reference(words: RandomWords, count: number): string {
  const { pick, word, below } = words;
  const action = () =>
    words.words(
      word('ON'),
      word(pick(['DELETE', 'UPDATE'])),
      ...pick([['CASCADE'], ['SET', 'NULL'], ['SET', 'DEFAULT'], ['NO', 'ACTION'], ['RESTRICT']]).map(word),
    );
  const clause = () =>
    pick([
      action,
      action,
      action,
      () => words.words(word('MATCH'), pick(['FULL', 'SIMPLE', 'partial', '"MATCH"'])),
    ])();
  const columns = Array.from({ length: count }, () => pick(['x', 'y"z', 'on delete', 'references']));
  return words.words(
    word('REFERENCES'),
    words.parentName(),
    words.maybe(() => words.list(columns)),
    ...Array.from({ length: below(4) }, clause),
  );
}

function deferrable(words: RandomWords): string {
  const { pick, word, maybe } = words;
  return words.words(
    maybe(() => word('NOT'), 0.3),
    word('DEFERRABLE'),
    maybe(() => words.words(word('INITIALLY'), word(pick(['DEFERRED', 'IMMEDIATE'])))),
  );
}

function named(words: RandomWords): string {
  const name = () =>
    words.words(
      words.word('CONSTRAINT'),
      words.quoted(words.pick(['k', 'foreign', 'k"2', 'references p', 'no'])),
    );
  return words.maybe(() => words.words(name(), words.maybe(name, 0.1)), 0.35);
}

/** Some values pass, some do not, so that a check that is lost shows. */
function check(words: RandomWords, column: string): string {
  const operand = `"${column.replaceAll('"', '""')}"`;
  return words.pick([
    `(${operand} <> 'REFERENCES p')`,
    `(${operand} <> 7 OR ')' = '(')`,
    `(length(${operand}) < 9 -- REFERENCES p\n)`,
    `(${operand} NOT IN (7, ('FOREIGN KEY (a)')))`,
  ]);
}
