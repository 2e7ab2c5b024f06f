import type { AuditFacts } from '../../model/audit-facts.ts';
import { sameTable } from '../../model/identity.ts';

export const audit: AuditFacts = {
  // Types that differ are refused: see `typeRefusal`.
  typeDifference: () => null,
  // https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html#foreign-key-referential-actions
  ignoredUpdate: ({ child, parent, onUpdate }) =>
    sameTable(child.table, parent.table) && (onUpdate === 'cascade' || onUpdate === 'setNull')
      ? 'InnoDB refuses an update that would come back to its own table, as if it were RESTRICT.'
      : null,
};
