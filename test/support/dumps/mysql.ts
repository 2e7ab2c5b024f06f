import type { DumpOf } from '../full-dump.ts';

const quoted = (name: unknown) => `\`${String(name).replaceAll('`', '``')}\``;

/** The order in which SHOW CREATE lists indexes alone is left out: one that a foreign key had made may lie elsewhere. */
function tableText(text: unknown): readonly string[] {
  const lines = String(text).split('\n');
  const isIndex = (line: string) => /^ +(?:UNIQUE |FULLTEXT |SPATIAL )?KEY /.test(line);
  const plain = lines.map((line) => line.replace(/,$/, ''));
  return [...plain.filter((line) => !isIndex(line)), ...plain.filter(isIndex).sort()];
}

export const dump: DumpOf = async (run) => {
  const sections = new Map<string, readonly unknown[]>();
  const [[database] = []] = await run('SELECT database()');
  sections.set('database', await run(`SHOW CREATE DATABASE ${quoted(database)}`));
  const tables = await run(
    'SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1',
  );
  for (const [table, kind] of tables) {
    const [[, text, ...rest] = []] = await run(
      kind === 'VIEW' ? `SHOW CREATE VIEW ${quoted(table)}` : `SHOW CREATE TABLE ${quoted(table)}`,
    );
    sections.set(`${kind} ${table}`, kind === 'VIEW' ? [text, ...rest] : tableText(text));
    if (kind === 'VIEW') continue;
    sections.set(
      `rows of ${table}`,
      (await run(`SELECT * FROM ${quoted(table)}`)).map((row) => JSON.stringify(row)).sort(),
    );
  }
  for (const kind of ['TRIGGER', 'PROCEDURE', 'FUNCTION', 'EVENT']) {
    const [catalog, schema] =
      kind === 'TRIGGER'
        ? ['TRIGGERS', 'TRIGGER']
        : kind === 'EVENT'
          ? ['EVENTS', 'EVENT']
          : ['ROUTINES', 'ROUTINE'];
    const names = await run(
      `SELECT ${schema}_NAME FROM information_schema.${catalog} WHERE ${schema}_SCHEMA = DATABASE()
       ${schema === 'ROUTINE' ? `AND ROUTINE_TYPE = '${kind}'` : ''} ORDER BY 1`,
    );
    for (const [name] of names)
      sections.set(`${kind} ${name}`, await run(`SHOW CREATE ${kind} ${quoted(name)}`));
  }
  sections.set(
    'auto increment',
    await run(
      'SELECT TABLE_NAME, AUTO_INCREMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1',
    ),
  );
  sections.set(
    'order in which foreign keys fire',
    await run(
      `SELECT TABLE_NAME, CONSTRAINT_NAME, MATCH_OPTION, UPDATE_RULE, DELETE_RULE, UNIQUE_CONSTRAINT_NAME, REFERENCED_TABLE_NAME
       FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() ORDER BY 1, 2`,
    ),
  );
  return sections;
};
