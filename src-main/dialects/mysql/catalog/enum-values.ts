/** The labels of a column type such as `enum('a','it''s')`, in their order. */
export function enumValues(columnType: string): readonly string[] {
  return [...columnType.matchAll(/'((?:[^']|'')*)'/g)].map((match) => (match[1] ?? '').replaceAll("''", "'"));
}
