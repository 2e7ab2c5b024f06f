import type { Table, TableRef } from '../../model/catalog.ts';
import { sameTable, tableKey, tableText } from '../../model/identity.ts';
import type { Blocker } from '../../model/plan.ts';
import type { Relation } from '../../model/relation.ts';

/** How rows come back into tables whose foreign keys the database checks. */
export type InsertOrder = {
  /** Parents first, as far as cycles allow. */
  readonly tables: readonly TableRef[];
  /** References that lead to rows of the same or of a later table: the checks have to wait. */
  readonly suspend: boolean;
  /** Columns to be filled when all rows are there, by `tableKey`, where the checks cannot wait. */
  readonly later: ReadonlyMap<string, readonly string[]>;
  readonly blockers: readonly Blocker[];
};

/** `tables`: those with rows to insert, parents first. */
export function insertOrder(
  tables: readonly TableRef[],
  catalog: readonly Table[],
  relations: readonly Relation[],
  canSuspend: boolean,
): InsertOrder {
  const place = (table: TableRef) => tables.findIndex((candidate) => sameTable(candidate, table));
  const ahead = relations.filter(({ child, parent, state }) => {
    const enforced = state === 'enforced' || state === 'unvalidated';
    return enforced && place(child.table) !== -1 && place(parent.table) >= place(child.table);
  });
  if (canSuspend) return { tables, suspend: ahead.length > 0, later: new Map(), blockers: [] };

  // A statement that inserts all rows of a table is checked at its end: a reference within the table is no obstacle.
  const between = ahead.filter(
    ({ child, parent, deferred }) => !deferred && !sameTable(child.table, parent.table),
  );
  const later = new Map<string, readonly string[]>();
  const blockers: Blocker[] = [];
  for (const relation of between) {
    const { table, columns } = relation.child;
    const known = catalog.find((candidate) => sameTable(candidate, table));
    const nullable = columns.filter(
      (name) => known?.columns.find((column) => column.name === name)?.nullable,
    );
    if (nullable.length === 0) blockers.push(inCircle(relation));
    const all = [...(later.get(tableKey(table)) ?? []), ...nullable];
    later.set(tableKey(table), [...new Set(all)]);
  }
  return { tables, suspend: false, later, blockers };
}

function inCircle({ id, child, parent }: Relation): Blocker {
  return {
    rule: 'actionUnsupported',
    relation: id,
    table: child.table,
    count: 0,
    exact: true,
    sample: [],
    ways: [],
    message: `Rows of ${tableText(child.table)} and ${tableText(parent.table)} reference each other and none of the references may be NULL or is checked at COMMIT, so that none of the rows can come back first.`,
  };
}
