import { tableKey } from '../../src-main/model/identity.ts';
import { type ReferentialAction, type Relation, referentialActions } from '../../src-main/model/relation.ts';

/** What may happen to rows of a table: deleted (cascade), changed (set null, set default; cascade of a changed key), or they refuse. */
export type Reached = {
  readonly table: string;
  readonly action: ReferentialAction;
  /** Relations from the deleted row to here, on the shortest way. */
  readonly depth: number;
  /** Whether the rows only follow a key that changes, and stay. */
  readonly keyOnly: boolean;
};

/** What a delete of one row can reach, by the actions alone: which rows it does reach, the change preview tells. */
export type BlastRadius = {
  readonly root: string;
  /** Nearest first. A table is there once for each thing that may happen to it. */
  readonly reached: readonly Reached[];
  /** Ids of the relations that lead on, and what they do. */
  readonly relations: ReadonlyMap<string, ReferentialAction>;
};

/** Rows of a table that go, or of which these columns change. */
type Happening = {
  readonly table: string;
  readonly changed: readonly string[] | 'deleted';
  readonly depth: number;
};

export function blastRadius(relations: readonly Relation[], root: string): BlastRadius {
  const byParent = Map.groupBy(
    relations.filter(({ state }) => state !== 'stale' && state !== 'notEnforced'),
    ({ parent }) => tableKey(parent.table),
  );
  const reached = new Map<string, Reached>();
  const acting = new Map<string, ReferentialAction>();
  const seen = new Set<string>();
  const waiting: Happening[] = [{ table: root, changed: 'deleted', depth: 0 }];
  // A queue, so that each table is met on its shortest way first; it grows while it is walked.
  for (const happening of waiting) {
    const name = JSON.stringify([happening.table, happening.changed]);
    if (seen.has(name)) continue;
    seen.add(name);
    for (const relation of byParent.get(happening.table) ?? []) {
      const step = follow(relation, happening);
      if (step === null) continue;
      acting.set(relation.id, step.action);
      const key = JSON.stringify([step.table, step.action, step.keyOnly]);
      if (!reached.has(key)) reached.set(key, step);
      const { table, depth } = step;
      if (step.action === 'restrict' || step.action === 'noAction') continue;
      const changed =
        step.action === 'cascade' && !step.keyOnly ? 'deleted' : changedColumns(relation, step.keyOnly);
      waiting.push({ table, changed, depth });
    }
  }
  return { root, reached: [...reached.values()].sort(byDepth), relations: acting };
}

function follow(relation: Relation, { changed, depth }: Happening): Reached | null {
  const isDeleted = changed === 'deleted';
  if (!isDeleted && !relation.parent.columns.some((column) => changed.includes(column))) return null;
  return {
    table: tableKey(relation.child.table),
    action: isDeleted ? relation.onDelete : relation.onUpdate,
    depth: depth + 1,
    keyOnly: !isDeleted,
  };
}

/** In a fixed order, so that the same columns are the same happening. Only a delete knows columns of its own to set. */
function changedColumns({ child, setColumns }: Relation, keyOnly: boolean): readonly string[] {
  return [...(keyOnly ? child.columns : (setColumns ?? child.columns))].sort();
}

function byDepth(a: Reached, b: Reached): number {
  const order = ({ action }: Reached) => referentialActions.indexOf(action);
  return a.depth - b.depth || order(a) - order(b) || a.table.localeCompare(b.table);
}
