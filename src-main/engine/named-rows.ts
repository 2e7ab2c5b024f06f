import type { Target } from '../model/change.ts';
import { AppError } from '../model/error.ts';
import type { Relation } from '../model/relation.ts';
import type { RowsToMark } from '../model/row-sets.ts';

type Named = Exclude<Target, { readonly referencing: string }>;

/** The rows that a change names, with the relation in place of its id. */
export function rowsToMark(where: Named, relations: readonly Relation[]): RowsToMark {
  if (!('orphansOf' in where)) return where;
  const relation = relations.find(({ id }) => id === where.orphansOf);
  if (relation === undefined) {
    throw new AppError('request.invalid', `There is no relation ${where.orphansOf}.`);
  }
  return { orphansOf: relation, limit: where.limit ?? null };
}

/** The relation whose orphans the rows are; undefined: they are named in another way. */
export function repairedBy(where: Target): string | undefined {
  return 'orphansOf' in where ? where.orphansOf : undefined;
}
