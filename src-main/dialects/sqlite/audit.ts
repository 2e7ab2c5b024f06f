import type { AuditFacts } from '../../model/audit-facts.ts';

export const audit: AuditFacts = {
  typeDifference(child, parent) {
    const [own, other] = [affinity(child.type), affinity(parent.type)];
    if (own !== other) {
      const spelled = ({ name, type }: typeof child) => `${name} is ${type === '' ? 'without a type' : type}`;
      return `${spelled(child)} and ${spelled(parent)}; SQLite checks no types and compares as ${parent.name} is declared.`;
    }
    if (child.collation === parent.collation || own !== 'text') return null;
    const [mine, its] = [child, parent].map(({ collation }) => collation ?? 'BINARY');
    return `${child.name} has collation ${mine} and ${parent.name} has ${its}; SQLite compares by that of ${parent.name}.`;
  },
  ignoredUpdate: () => null,
};

/** https://sqlite.org/datatype3.html#determination_of_column_affinity; whole and other numbers compare alike. */
function affinity(type: string): 'number' | 'text' | 'none' {
  if (/int/i.test(type)) return 'number';
  if (/char|clob|text/i.test(type)) return 'text';
  return /blob/i.test(type) || type === '' ? 'none' : 'number';
}
