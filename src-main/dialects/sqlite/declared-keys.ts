import type { Session } from '../dialect.ts';
import { readCreateTable } from './create-table.ts';
import { foldName } from './names.ts';
import { actions, parseForeignKeys } from './parse-foreign-keys.ts';
import type { SchemaEdit } from './schema-edit.ts';

/** Foreign keys of tables as SQLite reads them, spelled for comparison; by table, in the order of declaration. */
export type KeySpellings = ReadonlyMap<string, readonly string[]>;

const query = `SELECT owner.value, key.id, key."table", key."from", key."to", key.on_update, key.on_delete
  FROM json_each(?) AS owner JOIN pragma_foreign_key_list(owner.value, 'main') AS key
  ORDER BY owner.key, key.id DESC, key.seq`;

export async function readDeclaredKeys(session: Session, tables: readonly string[]): Promise<KeySpellings> {
  const { rows } = await session.run({ text: query, params: [JSON.stringify(tables)] });
  const keys = new Map<string, Map<string, [string, string, string, string[], (string | null)[]]>>();
  for (const [owner, id, parent, column, parentColumn, onUpdate, onDelete] of rows) {
    const ofTable = keys.get(String(owner)) ?? new Map();
    keys.set(String(owner), ofTable);
    const key = ofTable.get(String(id)) ?? [
      parent,
      actions[String(onDelete)],
      actions[String(onUpdate)],
      [],
      [],
    ];
    ofTable.set(String(id), key);
    key[3].push(String(column));
    key[4].push(parentColumn);
  }
  return new Map(
    tables.map((table) => [table, [...(keys.get(table)?.values() ?? [])].map((key) => spell(...key))]),
  );
}

/** What SQLite must read after the edits. */
export function expectedKeys(edits: readonly SchemaEdit[]): KeySpellings {
  return new Map(edits.map(({ table, after }) => [table, declaredIn(after)]));
}

export function declaredIn(sql: string): string[] {
  return parseForeignKeys(readCreateTable(sql)).map((key) =>
    spell(
      key.parent,
      key.onDelete,
      key.onUpdate,
      key.columns,
      key.parentColumns ?? key.columns.map(() => null),
    ),
  );
}

function spell(
  parent: string,
  onDelete: string,
  onUpdate: string,
  columns: readonly string[],
  parentColumns: readonly (string | null)[],
): string {
  const folded = (name: string | null): string | null => (name === null ? null : foldName(name));
  return JSON.stringify([
    foldName(parent),
    onDelete,
    onUpdate,
    columns.map(folded),
    parentColumns.map(folded),
  ]);
}
