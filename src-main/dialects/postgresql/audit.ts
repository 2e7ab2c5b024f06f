import type { AuditFacts } from '../../model/audit-facts.ts';
import type { Column } from '../../model/catalog.ts';

export const audit: AuditFacts = {
  typeDifference(child, parent) {
    if (bare(child) !== bare(parent)) {
      return `"${child.name}" is ${child.type} and "${parent.name}" is ${parent.type}, which PostgreSQL converts to compare them.`;
    }
    if (child.collation === parent.collation) return null;
    const [own, other] = [child, parent].map(({ collation }) => collation ?? 'the default collation');
    return `"${child.name}" has ${own} and "${parent.name}" has ${other}; PostgreSQL compares by that of "${parent.name}".`;
  },
  ignoredUpdate: () => null,
};

/** Lengths and precisions change nothing about equality, nor does the name of a type of text. */
function bare({ type, kind }: Column): string {
  return kind === 'text' ? 'text' : type.replace(/\(.*?\)/, '');
}
