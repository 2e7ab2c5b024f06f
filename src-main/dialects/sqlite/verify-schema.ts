import { AppError } from '../../model/error.ts';
import type { Session } from '../dialect.ts';
import { declaredIn, expectedKeys, readDeclaredKeys } from './declared-keys.ts';
import { setHashFunction } from './functions.ts';
import type { SchemaEdit } from './schema-edit.ts';

/** All that an edit of foreign keys must leave as it is, as one text. */
export async function readShape(session: Session, tables: readonly string[]): Promise<string> {
  const list = JSON.stringify(tables);
  const hash = async (expressions: string, from: string): Promise<string> => {
    const text = `SELECT ${setHashFunction}(${expressions}) FROM ${from}`;
    return String((await session.run({ text, params: [list] })).rows[0]?.[0]);
  };
  const owners = 'json_each(?) AS owner';
  return [
    await hash(
      'owner.value, c.cid, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden',
      `${owners} JOIN pragma_table_xinfo(owner.value, 'main') AS c`,
    ),
    await hash(
      'owner.value, i.seq, i.name, i."unique", i.origin, i.partial',
      `${owners} JOIN pragma_index_list(owner.value, 'main') AS i`,
    ),
    await hash(
      't.name, t.type, t.ncol, t.wr, t.strict',
      `${owners} JOIN pragma_table_list AS t ON t.schema = 'main' AND t.name = owner.value`,
    ),
    await hash(
      `s.rowid, s.type, s.name, s.tbl_name, s.rootpage, CASE WHEN edited.value IS NULL THEN s.sql END`,
      `main.sqlite_schema AS s LEFT JOIN json_each(?) AS edited ON s.type = 'table' AND s.name = edited.value`,
    ),
  ].join(' ');
}

/** `internal` where SQLite does not read exactly the foreign keys that the edits declare. */
export async function verifyKeys(session: Session, edits: readonly SchemaEdit[]): Promise<void> {
  const expected = expectedKeys(edits);
  const found = await readDeclaredKeys(session, [...expected.keys()]);
  for (const [table, keys] of expected) {
    if (keys.join() === found.get(table)?.join()) continue;
    throw new AppError(
      'internal',
      `${table} would not have the foreign keys that were planned; nothing is changed.`,
    );
  }
}

/** `plan.blocked` where a row has no parent through a key that an edit adds; keys that were there before may have orphans. */
export async function verifyRows(
  session: Session,
  edits: readonly SchemaEdit[],
  signal?: AbortSignal,
): Promise<void> {
  for (const { table, before, after } of edits) {
    const added = addedKeys(declaredIn(before), declaredIn(after));
    if (added.length === 0) continue;
    const text = `SELECT parent, count(*) FROM pragma_foreign_key_check(?, 'main')
      WHERE fkid IN (SELECT value FROM json_each(?)) GROUP BY fkid`;
    const { rows } = await session.run({ text, params: [table, JSON.stringify(added)] }, signal);
    const [parent, orphans] = rows[0] ?? [];
    if (parent === undefined || orphans === undefined) continue;
    const sentence =
      orphans === 1
        ? `1 row of ${table} references a row of ${parent} that does not exist`
        : `${orphans} rows of ${table} reference rows of ${parent} that do not exist`;
    throw new AppError('plan.blocked', `${sentence}; nothing is changed.`, {
      hint: 'Delete or re-point these rows, then preview again.',
    });
  }
}

/** SQLite's ids of the keys that are new: it numbers them from the last one declared. */
function addedKeys(before: readonly string[], after: readonly string[]): number[] {
  const old = [...before];
  return after.flatMap((key, index) => {
    const at = old.indexOf(key);
    if (at >= 0) old.splice(at, 1);
    return at >= 0 ? [] : [after.length - 1 - index];
  });
}
