import type { Table } from '../model/catalog.ts';
import type { Change, NewReference } from '../model/change.ts';
import { AppError } from '../model/error.ts';
import { rowIdentity, sameTable, tableText } from '../model/identity.ts';
import type { Relation } from '../model/relation.ts';
import { insertBatches } from './new-rows.ts';

type Insert = Extract<Change, { kind: 'insert' }>;

/** Refuses references among new rows that make no sense: `request.invalid`, naming the row and the relation. */
export function checkReferences(
  changes: readonly Change[],
  tables: readonly Table[],
  relations: readonly Relation[],
): void {
  for (const [number, change] of changes.entries()) {
    if (change.kind !== 'insert') continue;
    for (const reference of change.references ?? []) {
      const problem = problemOf(change, reference, changes, tables, relations);
      if (problem === null) continue;
      const where = `Row ${reference.row} of change ${number} (${tableText(change.table)})`;
      throw new AppError('request.invalid', `${where} ${problem}.`, {
        hint: 'A reference names a row of its insert, a relation of its table, and another row to insert.',
      });
    }
  }
  if (insertBatches(changes, relations, tables) !== null) return;
  throw new AppError('request.invalid', 'The rows to insert reference each other in a circle.', {
    hint: 'Insert one of them without its reference, and set that in a second change.',
  });
}

function problemOf(
  { table, rows }: Insert,
  { row, relation: id, to }: NewReference,
  changes: readonly Change[],
  tables: readonly Table[],
  relations: readonly Relation[],
): string | null {
  const given = rows[row];
  if (given === undefined) return 'does not exist';
  const relation = relations.find((candidate) => candidate.id === id);
  if (relation === undefined || !sameTable(relation.child.table, table)) {
    return `references by "${id}", which is no relation of its table`;
  }
  const named = relation.child.columns.find((column) => column in given);
  if (named !== undefined) return `references a new row by ${named}, and gives it a value as well`;
  const other = relations.find(
    (candidate) =>
      candidate.id !== id &&
      sameTable(candidate.child.table, table) &&
      candidate.child.columns.some((column) => relation.child.columns.includes(column)),
  );
  if (other !== undefined) {
    return `references a new row by columns that also reference ${tableText(other.parent.table)}`;
  }
  const target = changes[to.change];
  const parent = target?.kind === 'insert' ? target.rows[to.row] : undefined;
  if (target === undefined || parent === undefined || !sameTable(target.table, relation.parent.table)) {
    return `references row ${to.row} of change ${to.change}, which is no row to insert into ${tableText(relation.parent.table)}`;
  }
  const of = tables.find((candidate) => sameTable(candidate, target.table));
  const unknown = relation.parent.columns.find((name) => {
    const column = of?.columns.find((candidate) => candidate.name === name);
    const isMade = column?.identity !== null && of !== undefined && rowIdentity(of)?.includes(name);
    return (parent[name] ?? null) === null && !isMade;
  });
  return unknown === undefined
    ? null
    : `references ${tableText(target.table)}.${unknown}, which is neither given nor numbered by the database`;
}
