import { AppError } from '../../model/error.ts';
import type { Statement } from '../../model/plan.ts';
import type { Session } from '../dialect.ts';
import { quoteName } from './names.ts';
import { verifyKeys } from './verify-schema.ts';

/** A table to make anew, for want of a text that can be edited. `items`: what stands between the parentheses. */
export type Rebuild = { readonly table: string; readonly before: string; readonly items: string };

/** No statement of SQLite: it stands for the twelve of https://sqlite.org/lang_altertable.html#otheralter. */
const rebuild = '-- makes table ?1, until now ?2, anew with ?3, and copies its rows';

export function rebuildStatement({ table, before, items }: Rebuild): Statement {
  return { text: rebuild, params: [table, before, items] };
}

/** The text that SQLite keeps of a table that was made anew. */
export function rebuiltText(table: string, items: string): string {
  return `CREATE TABLE ${quoteName(table)} (${items})`;
}

/** null: it is another statement. */
export function rebuildOf({ text, params }: Statement): Rebuild | null {
  const [table, before, items] = params;
  const isOne = text === rebuild && typeof table === 'string' && typeof before === 'string';
  return isOne && typeof items === 'string' ? { table, before, items } : null;
}

/**
 * Within a transaction of a session that enforces no foreign keys: dropping the old table would delete its children
 * otherwise, and inside a transaction the pragma is ignored. Indexes, triggers and the AUTOINCREMENT number come back;
 * views and the keys of children name the table, and so find the new one.
 */
export async function rebuildTable(
  session: Session,
  { table, before, items }: Rebuild,
  signal?: AbortSignal,
): Promise<void> {
  const ask = async (text: string, ...params: readonly string[]) =>
    (await session.run({ text, params }, signal)).rows;
  const [[enforced] = []] = await ask('PRAGMA foreign_keys');
  if (enforced !== 0)
    throw new AppError('internal', 'A table is not made anew while foreign keys are enforced.');
  const [[text, rowIds] = []] = await ask(
    `SELECT s.sql, NOT l.wr AND NOT EXISTS (SELECT 1 FROM pragma_table_info(s.name) AS c WHERE lower(c.name) = 'rowid' OR c.pk > 0 AND lower(c.type) = 'integer')
     FROM main.sqlite_schema AS s JOIN pragma_table_list AS l ON l.schema = 'main' AND l.name = s.name
     WHERE s.type = 'table' AND s.name = ?`,
    table,
  );
  if (text !== before) {
    throw new AppError(
      'plan.stale',
      `The table ${table} was changed since the preview; nothing is changed.`,
      {
        hint: 'Reload the catalog and preview again.',
      },
    );
  }
  const shape = await shapeOf(ask, table);
  const attached = await ask(
    `SELECT sql FROM main.sqlite_schema WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid`,
    table,
  );
  const columns = (await ask('SELECT name FROM pragma_table_info(?)', table)).map(([name]) =>
    quoteName(String(name)),
  );
  const list = [...(rowIds === 1 ? ['rowid'] : []), ...columns].join(', ');
  const made = `referee_new_${table}`;
  const [old, anew] = [quoteName(table), quoteName(made)];

  // Else a view that is broken already would keep the table from being renamed.
  await ask('PRAGMA legacy_alter_table = ON');
  await ask(`CREATE TABLE main.${anew} (${items})`);
  await ask(`INSERT INTO main.${anew} (${list}) SELECT ${list} FROM main.${old}`);
  const [[same] = []] = await ask(
    `SELECT (SELECT count(*) FROM main.${anew}) = (SELECT count(*) FROM main.${old})`,
  );
  if (same !== 1)
    throw new AppError('internal', `Not all rows of ${table} would have been copied; nothing is changed.`);
  const [[counts] = []] = await ask(`SELECT count(*) FROM main.sqlite_schema WHERE name = 'sqlite_sequence'`);
  if (counts === 1) {
    await ask('DELETE FROM main.sqlite_sequence WHERE name = ?', made);
    await ask(
      'INSERT INTO main.sqlite_sequence SELECT ?, seq FROM main.sqlite_sequence WHERE name = ?',
      made,
      table,
    );
  }
  await ask(`DROP TABLE main.${old}`);
  await ask(`ALTER TABLE main.${anew} RENAME TO ${old}`);
  for (const [definition] of attached) await ask(String(definition));
  await ask('PRAGMA legacy_alter_table = OFF');

  if ((await shapeOf(ask, table)) !== shape) {
    throw new AppError(
      'internal',
      `More than the foreign keys of ${table} would have changed; nothing is changed.`,
    );
  }
  await verifyKeys(session, [{ table, before, after: rebuiltText(table, items) }]);
  const [[orphans] = []] = await ask(`SELECT count(*) FROM pragma_foreign_key_check(?, 'main')`, table);
  if (orphans === 0) return;
  throw new AppError(
    'plan.blocked',
    `${orphans} rows of ${table} reference rows that do not exist; nothing is changed.`,
  );
}

async function shapeOf(
  ask: (text: string, ...params: readonly string[]) => Promise<readonly (readonly unknown[])[]>,
  table: string,
): Promise<string> {
  return JSON.stringify([
    await ask('SELECT * FROM pragma_table_xinfo(?)', table),
    await ask('SELECT name, "unique", origin, partial FROM pragma_index_list(?) ORDER BY name', table),
    await ask(
      'SELECT i.name, x.* FROM pragma_index_list(?) AS i JOIN pragma_index_xinfo(i.name) AS x ORDER BY i.name, x.seqno',
      table,
    ),
    await ask(
      `SELECT type, ncol, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name = ?`,
      table,
    ),
    await ask(
      `SELECT type, name, sql FROM main.sqlite_schema WHERE tbl_name = ? AND type <> 'table' ORDER BY type, name`,
      table,
    ),
  ]);
}
