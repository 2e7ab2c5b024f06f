export type SortOrder = { readonly column: string; readonly direction: 'asc' | 'desc' };

/** After a column was chosen: ascending, then descending, then not at all. `add`: beside those chosen before. */
export function nextOrder(order: readonly SortOrder[], column: string, add: boolean): readonly SortOrder[] {
  const known = order.find((each) => each.column === column);
  if (known === undefined) return [...(add ? order : []), { column, direction: 'asc' }];
  const turned: readonly SortOrder[] = known.direction === 'asc' ? [{ column, direction: 'desc' }] : [];
  return add ? order.flatMap((each) => (each === known ? turned : [each])) : turned;
}

/** With the column in this direction, the others as they were where it stands beside them. */
export function withDirection(
  order: readonly SortOrder[],
  column: string,
  direction: SortOrder['direction'] | null,
): readonly SortOrder[] {
  const others = order.filter((each) => each.column !== column);
  if (direction === null) return others;
  return order.length > 1 && others.length < order.length
    ? order.map((each) => (each.column === column ? { column, direction } : each))
    : [{ column, direction }];
}
