import type { Change } from './change.ts';
import type { RelationSide } from './relation.ts';
import type { Row } from './value.ts';

export const wayKinds = ['deleteToo', 'setNull', 'pointElsewhere', 'insertParent'] as const;
export type WayKind = (typeof wayKinds)[number];

/** A key that somebody has to choose before the changes of a way make sense. */
export type KeyQuestion = {
  /** The table whose row is to be referenced, and the columns that name it. */
  readonly parent: RelationSide;
  /** Where the key goes: for each of `parent.columns` a column in the `set` of a change, or in a row of an insert. */
  readonly places: readonly {
    /** Position in the changes. */
    readonly change: number;
    /** Position in the rows of an insert; null: the change is an update. */
    readonly row: number | null;
    readonly columns: readonly string[];
  }[];
};

/** A way on from a blocker: a set of changes to preview in place of the one that was asked for. */
export type Way = {
  readonly kind: WayKind;
  /** What it does besides what was asked for, as one sentence without its full stop, with counts. */
  readonly label: string;
  /** All changes, those that were asked for included. */
  readonly changes: readonly Change[];
  /** What has to be filled in first, see `answered`; null: the changes are complete. */
  readonly asks: KeyQuestion | null;
};

/** The changes of a way, with the chosen key (by the columns of the parent) where it was asked for. */
export function answered({ changes, asks }: Way, key: Row): readonly Change[] {
  if (asks === null) return changes;
  const { parent, places } = asks;
  const filled = (given: Row, change: number, row: number | null): Row => {
    const columns = places.filter((place) => place.change === change && place.row === row);
    const values = columns.flatMap((place) =>
      place.columns.map((column, i) => [column, key[parent.columns[i] ?? ''] ?? null] as const),
    );
    return { ...given, ...Object.fromEntries(values) };
  };
  return changes.map((change, number) => {
    if (change.kind === 'delete') return change;
    if (change.kind === 'update') return { ...change, set: filled(change.set, number, null) };
    return { ...change, rows: change.rows.map((row, at) => filled(row, number, at)) };
  });
}
