import { sameTable } from '../../src-main/model/identity.ts';
import { countEdits, type TableEdits } from './staged-edits.ts';

/** What is staged on all tables, by `tableKey`. */
export type AllEdits = ReadonlyMap<string, TableEdits>;

/** What was staged before and, after an undo, may be again: one step for each action of a user. */
export type EditHistory = {
  /** The latest last. */
  readonly past: readonly AllEdits[];
  readonly present: AllEdits;
  /** The next last. */
  readonly future: readonly AllEdits[];
};

const longest = 500;

export function freshHistory(present: AllEdits = new Map()): EditHistory {
  return { past: [], present, future: [] };
}

/** A step on; what was undone before is lost by it. */
export function advance({ past, present }: EditHistory, next: AllEdits): EditHistory {
  return { past: [...past, present].slice(-longest), present: next, future: [] };
}

export function undone(history: EditHistory): EditHistory {
  const { past, present, future } = history;
  const before = past.at(-1);
  return before === undefined
    ? history
    : { past: past.slice(0, -1), present: before, future: [...future, present] };
}

export function redone(history: EditHistory): EditHistory {
  const { past, present, future } = history;
  const next = future.at(-1);
  return next === undefined
    ? history
    : { past: [...past, present], present: next, future: future.slice(0, -1) };
}

/** The tables, by key, on which not the same is staged. */
export function changedTables(a: AllEdits, b: AllEdits): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
}

export function countAll(edits: AllEdits): number {
  return [...edits.values()].reduce((sum, each) => sum + countEdits(each), 0);
}

/** Both together; where both set the same cell, the later ones do. */
export function merged(earlier: AllEdits, later: AllEdits): AllEdits {
  const all = new Map(earlier);
  for (const [key, edits] of later) {
    const known = all.get(key);
    all.set(key, known === undefined || !sameTable(known.table, edits.table) ? edits : both(known, edits));
  }
  return all;
}

function both(earlier: TableEdits, later: TableEdits): TableEdits {
  const updates = new Map(earlier.updates);
  for (const [id, update] of later.updates) {
    const known = updates.get(id);
    updates.set(id, known === undefined ? update : { ...known, set: { ...known.set, ...update.set } });
  }
  return {
    table: later.table,
    inserts: [...earlier.inserts, ...later.inserts],
    updates,
    deletes: new Map([...earlier.deletes, ...later.deletes]),
  };
}
