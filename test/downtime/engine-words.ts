/** How a table is filled with numbers from 1 on. */
const numbers: Readonly<Record<string, (count: number) => string>> = {
  postgresql: (count) => `generate_series(1, ${count}) AS n (i)`,
  mysql: (count) => `(SELECT seq AS i FROM seq_1_to_${count}) AS n`,
};
const analyze: Readonly<Record<string, readonly string[]>> = {
  postgresql: ['ANALYZE parent, child', 'CHECKPOINT'],
  mysql: ['ANALYZE TABLE parent, child'],
};

export function fillStatements(engine: string, rows: number, parents: number): readonly string[] {
  const from = numbers[engine];
  if (from === undefined) throw new Error(`There are no words to fill a table of ${engine}.`);
  return [
    `INSERT INTO parent SELECT i, 0 FROM ${from(parents)}`,
    `INSERT INTO child SELECT i, i % ${parents} + 1, 0 FROM ${from(rows)}`,
    ...(analyze[engine] ?? []),
  ];
}

/** The ways of adding keys that an engine lets one choose from, by a name. */
export const ways: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  postgresql: { 'NOT VALID, then VALIDATE': {} },
  mysql: { 'writers held up for the check': { rowCheck: 'lock' }, 'nobody held up': { rowCheck: 'watch' } },
};
