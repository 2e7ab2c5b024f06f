import type { Table } from '../../model/catalog.ts';
import { sameTable } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';

/**
 * The columns that end a reference when they are set to NULL, as few other references as can be with it; [] where they
 * may not be NULL. MATCH FULL takes all of them, otherwise one is enough.
 */
export function nullColumns(
  relation: Relation,
  child: Table,
  relations: readonly Relation[],
): readonly string[] {
  const { columns } = relation.child;
  const free = columns.filter((name) => {
    const column = child.columns.find((candidate) => candidate.name === name);
    return (
      column?.nullable === true && column.generated === null && !child.primaryKey?.columns.includes(name)
    );
  });
  if (relation.match === 'full') return free.length === columns.length ? free : [];
  const own = free.filter((name) => sharing(relation, [name], relations).length === 0);
  return own.length > 0 ? own : free;
}

/** The other relations that reference by one of the columns. */
export function sharing(
  relation: Relation,
  columns: readonly string[],
  relations: readonly Relation[],
): readonly Relation[] {
  return relations.filter(
    ({ id, child }) =>
      id !== relation.id &&
      sameTable(child.table, relation.child.table) &&
      child.columns.some((column) => columns.includes(column)),
  );
}
