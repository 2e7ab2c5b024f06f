import type { SimulatedRelation } from '../../model/simulation.ts';
import { allEqual, identical, type KeyCells, keyAt } from '../sql/simulation/cells.ts';
import type { LiveRow } from '../sql/simulation/live-row.ts';
import type { LiveTables } from '../sql/simulation/live-tables.ts';

type Seen = Pick<LiveRow, 'cells'>;

/**
 * How SQLite counts references without a parent, for immediate and for deferred keys. A count never falls below 0, so
 * that orphans which were there before can change what a statement comes to.
 */
export function createViolationCounters(tables: LiveTables, relations: readonly SimulatedRelation[]) {
  const counts = { immediate: 0, deferred: 0 };

  function count({ relation }: SimulatedRelation, by: number): void {
    const kind = relation.deferred ? 'deferred' : 'immediate';
    counts[kind] = Math.max(0, counts[kind] + by);
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
    immediate: () => counts.immediate,
    deferred: () => counts.deferred,
    /** An UPDATE that names no column of any key is not looked at. */
    concerns: (at: number, named: ReadonlySet<number>): boolean =>
      relations.some(
        ({ child, childColumns, parent, parentColumns }) =>
          (child === at && childColumns.some((column) => named.has(column))) ||
          (parent === at && parentColumns.some((column) => named.has(column))),
      ),
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

function isKeyOf(row: Seen, columns: readonly number[], key: KeyCells): boolean {
  const own = keyAt(row.cells, columns);
  return own !== null && allEqual(own, key, identical);
}
