import { findColumn } from '../dialects/sql/statement.ts';
import { comparableKinds } from '../engine/comparable-kinds.ts';
import type { Catalog, Column } from '../model/catalog.ts';
import { AppError } from '../model/error.ts';
import { sameTable, tableText } from '../model/identity.ts';
import type { RelationSide } from '../model/relation.ts';

/** `request.invalid` where the catalog does not have what the relation names, or its sides cannot be compared. */
export function checkRelation(
  catalog: Catalog,
  { child, parent }: { readonly child: RelationSide; readonly parent: RelationSide },
): void {
  const [referencing, referenced] = [columnsOf(catalog, child), columnsOf(catalog, parent)];
  if (referencing.length !== referenced.length) {
    throw new AppError(
      'request.invalid',
      `A relation has as many columns on both sides, not ${referencing.length} and ${referenced.length}.`,
    );
  }
  for (const [place, column] of referencing.entries()) {
    const other = referenced[place];
    if (other === undefined || comparableKinds(column.kind, other.kind)) continue;
    throw new AppError(
      'request.invalid',
      `Column ${tableText(child.table)}.${column.name} (${column.type}) can hold no value of ` +
        `${tableText(parent.table)}.${other.name} (${other.type}).`,
    );
  }
}

function columnsOf({ tables }: Catalog, side: RelationSide): readonly Column[] {
  const table = tables.find((candidate) => sameTable(candidate, side.table));
  if (table === undefined) {
    throw new AppError('request.invalid', `There is no table ${tableText(side.table)}.`);
  }
  const twice = side.columns.find((name, index) => side.columns.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new AppError(
      'request.invalid',
      `A relation names a column once, not ${tableText(side.table)}.${twice} twice.`,
    );
  }
  return side.columns.map((name) => findColumn(table, name));
}
