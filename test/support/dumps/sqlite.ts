import type { DumpOf } from '../full-dump.ts';

const settings = [
  'application_id',
  'user_version',
  'encoding',
  'auto_vacuum',
  'page_size',
  'page_count',
  'journal_mode',
];
const quoted = (name: unknown) => `"${String(name).replaceAll('"', '""')}"`;

/** The schema with the pages that its tables begin at, byte for byte; the pragmas; the rows with their row ids. */
export const dump: DumpOf = async (run) => {
  const sections = new Map<string, readonly unknown[]>();
  sections.set('schema', await run('SELECT rowid, * FROM sqlite_schema ORDER BY rowid'));
  for (const name of settings) sections.set(name, await run(`PRAGMA ${name}`));
  const tables = await run(
    `SELECT name, wr, type, strict, ncol FROM pragma_table_list WHERE schema = 'main' ORDER BY name`,
  );
  sections.set('tables', tables);
  for (const [table, withoutRowId, kind] of tables) {
    const of = String(table).replaceAll("'", "''");
    for (const pragma of ['table_xinfo', 'index_list', 'foreign_key_list']) {
      sections.set(`${pragma} of ${table}`, await run(`SELECT * FROM pragma_${pragma}('${of}')`));
    }
    sections.set(
      `indexes of ${table}`,
      await run(
        `SELECT i.name, x.* FROM pragma_index_list('${of}') AS i JOIN pragma_index_xinfo(i.name) AS x`,
      ),
    );
    const rowId = withoutRowId === 1 || kind === 'view' ? '' : 'rowid, ';
    sections.set(`rows of ${table}`, await run(`SELECT ${rowId}* FROM ${quoted(table)}`));
  }
  return sections;
};
