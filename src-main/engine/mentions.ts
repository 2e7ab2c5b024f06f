/** Whether an SQL expression may depend on one of the columns: their names occur in it, whatever they mean there. */
export function mentions(expression: string, columns: Iterable<string>): boolean {
  const text = expression.toLowerCase();
  return [...columns].some((column) => text.includes(column.toLowerCase()));
}
