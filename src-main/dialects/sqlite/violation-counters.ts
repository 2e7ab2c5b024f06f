import type { SimulatedRelation, SimulatedTable } from '../../model/simulation.ts';
import { allEqual, identical, type KeyCells, keyAt } from '../sql/simulation/cells.ts';
import type { LiveRow } from '../sql/simulation/live-row.ts';
import type { LiveTables } from '../sql/simulation/live-tables.ts';

type Seen = Pick<LiveRow, 'cells'>;

/**
 * How SQLite counts references without a parent, for immediate and for deferred keys. While there are none it does not
 * look for any that went, so that orphans which were there before can change what a statement comes to. Neither may it
 * have taken away more of them than there were.
 */
export function createViolationCounters(tables: LiveTables, relations: readonly SimulatedRelation[]) {
  const counts = { immediate: 0, deferred: 0 };

  function count({ relation }: SimulatedRelation, by: number): void {
    const kind = relation.deferred ? 'deferred' : 'immediate';
    if (by > 0 || counts[kind] !== 0) counts[kind] += by;
  }

  /** The row's own references; one to itself is none, if it is spelled alike: no collation is looked at there. */
  function asChild(at: number, row: Seen, by: 1 | -1, named: ReadonlySet<number> | null): void {
    for (const relation of relations) {
      if (relation.child !== at) continue;
      const { childColumns, parentColumns, parent } = relation;
      if (named !== null && parent !== at && !childColumns.some((column) => named.has(column))) continue;
      const key = keyAt(row.cells, childColumns);
      if (key === null || (by === 1 && parent === at && isKeyOf(row, parentColumns, key))) continue;
      if (!tables.parentExists(relation, key)) count(relation, by);
    }
  }

  /** The references to the row. */
  function asParent(at: number, row: Seen, by: 1 | -1, named: ReadonlySet<number> | null): void {
    for (const relation of relations) {
      if (relation.parent !== at) continue;
      if (named !== null && !relation.parentColumns.some((column) => named.has(column))) continue;
      const key = keyAt(row.cells, relation.parentColumns);
      if (key === null) continue;
      const others = tables.children(relation, key).filter((child) => by === -1 || child !== row);
      count(relation, by * others.length);
    }
  }

  return {
    startStatement(): void {
      counts.immediate = 0;
    },
    immediate: () => counts.immediate,
    deferred: () => counts.deferred,
    /** An UPDATE that names no column of any key is not looked at. */
    concerns: (at: number, named: ReadonlySet<number>): boolean =>
      relations.some(
        (relation) =>
          namesChild(relation, at, named) || (relation.parent === at && namesKey(relation, named)),
      ),
    /**
     * Whether an UPDATE takes the row out of its table before it looks at what the row will be. Otherwise the row is still
     * found by all indexes that the named columns are not part of.
     */
    takesOut: (at: number, named: ReadonlySet<number>): boolean =>
      namesRowId(tables.table(at).given, named) ||
      relations.some((relation) => {
        if (relation.parent !== at) return false;
        return (
          namesChild(relation, at, named) ||
          (relation.relation.onUpdate !== 'noAction' && namesKey(relation, named))
        );
      }),
    /** The row is about to go, or to change the named columns. */
    vanish(at: number, row: LiveRow, named: ReadonlySet<number> | null): void {
      asChild(at, row, -1, named);
      asParent(at, row, 1, named);
    },
    /** The row is about to be there, with what it will be; it is not among the others yet. */
    appear(at: number, row: Seen, named: ReadonlySet<number> | null): void {
      asChild(at, row, 1, named);
      asParent(at, row, -1, named);
    },
    /** Rows whose reference has no parent. */
    violations: (relation: SimulatedRelation): readonly LiveRow[] =>
      tables.all(relation.child).filter((row) => {
        const key = keyAt(row.cells, relation.childColumns);
        return row.alive && key !== null && !tables.parentExists(relation, key);
      }),
  };
}

function namesChild({ child, childColumns }: SimulatedRelation, at: number, named: ReadonlySet<number>) {
  return child === at && childColumns.some((column) => named.has(column));
}

function namesKey({ parentColumns }: SimulatedRelation, named: ReadonlySet<number>) {
  return parentColumns.some((column) => named.has(column));
}

/** Whether the columns are part of what the table's own tree is sorted by. */
function namesRowId({ table, columns }: SimulatedTable, named: ReadonlySet<number>): boolean {
  const key = table.primaryKey?.columns ?? [];
  return table.columns.some(
    ({ name, identity }) =>
      key.includes(name) && (identity !== null || table.rowId === null) && named.has(columns.indexOf(name)),
  );
}

function isKeyOf(row: Seen, columns: readonly number[], key: KeyCells): boolean {
  const own = keyAt(row.cells, columns);
  return own !== null && allEqual(own, key, identical);
}
