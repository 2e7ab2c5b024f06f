import type { Relation } from '../../model/relation.ts';
import type { AssignedValue, ParentEvent } from '../../model/row-sets.ts';

/** What a referential action does to the children of a parent that is deleted or gets another key. */
export type ActionRule = {
  /** Children of a deleted parent are deleted as well. */
  readonly deletesChildren: boolean;
  /** The referencing columns it writes, and what into them. */
  assigns(relation: Relation, event: ParentEvent): readonly Assignment[];
  /**
   * `atOnce`: forbidden while any child references the parent, other cascades notwithstanding. `atEnd`: forbidden if a
   * child still references it after everything else. null: never.
   */
  readonly blocks: 'atOnce' | 'atEnd' | null;
};

export type Assignment = { readonly column: string; readonly value: AssignedValue };

/** Set null and set default on delete may name their columns (PostgreSQL 15); on update they never do. */
export function writtenColumns(relation: Relation, event: ParentEvent): readonly string[] {
  return event === 'delete' ? (relation.setColumns ?? relation.child.columns) : relation.child.columns;
}
