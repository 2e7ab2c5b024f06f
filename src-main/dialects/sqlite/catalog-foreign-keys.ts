import type { ForeignKey, Table } from '../../model/catalog.ts';
import { findCreateTable } from './create-table.ts';
import { foldName } from './names.ts';
import { actions, type KeyClause, parseForeignKeys } from './parse-foreign-keys.ts';
import type { RawCatalog, RawKeyColumn } from './read-catalog.ts';

/** In the order of declaration, tables as they were created. */
export function catalogForeignKeys(raw: RawCatalog, tables: readonly Table[]): ForeignKey[] {
  const parents = new Map(tables.map((table) => [foldName(table.name), table]));
  const keys = tables.flatMap((table) => {
    const groups = groupById(raw.keyColumns.get(table.name) ?? []);
    const text = groups.length === 0 ? null : findCreateTable(table.definition ?? '');
    const clauses = text === null ? [] : parseForeignKeys(text);
    return groups.map((parts, index) => foreignKey(table, parts, clauses[index], parents, raw.enforced));
  });
  // SQLite puts each key it reads before the others of the same parent, so that the newest fires first.
  return keys.map((key, index) => ({ ...key, position: keys.length - 1 - index }));
}

type Parts = [RawKeyColumn, ...RawKeyColumn[]];

function groupById(columns: readonly RawKeyColumn[]): Parts[] {
  const groups: Parts[] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (last?.[0].id === column.id) last.push(column);
    else groups.push([column]);
  }
  return groups;
}

/** Name and deferrability are in the text alone: https://sqlite.org/pragma.html#pragma_foreign_key_list. */
function foreignKey(
  table: Table,
  parts: Parts,
  clause: KeyClause | undefined,
  parents: ReadonlyMap<string, Table>,
  enforced: boolean,
): ForeignKey {
  const [first] = parts;
  const parent = parents.get(foldName(first.parent));
  return {
    name: clause?.name ?? null,
    table: { schema: '', name: table.name },
    columns: parts.map(({ column }) => column),
    parent: { schema: '', name: parent?.name ?? first.parent },
    parentColumns: parentColumns(parts, parent),
    onDelete: actions[first.onDelete] ?? 'noAction',
    onUpdate: actions[first.onUpdate] ?? 'noAction',
    // MATCH is parsed and ignored: https://sqlite.org/foreignkeys.html#fk_unsupported.
    match: 'simple',
    deferrable: clause?.deferrable ?? 'no',
    setColumns: null,
    validated: true,
    enforced,
    position: 0,
  };
}

/**
 * Where the key leaves its parent columns to a primary key that is not there, it names what it would need: columns like
 * its own, which then are missing like any other column that is gone.
 */
function parentColumns(parts: Parts, parent: Table | undefined): string[] {
  const key = parent?.primaryKey?.columns ?? [];
  const spelled = new Map(parent?.columns.map(({ name }) => [foldName(name), name]));
  return parts.map(({ column, parentColumn }, index) => {
    if (parentColumn !== null) return spelled.get(foldName(parentColumn)) ?? parentColumn;
    return key[index] ?? column;
  });
}
