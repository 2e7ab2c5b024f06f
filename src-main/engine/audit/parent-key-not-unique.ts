import { sameTable, tableText } from '../../model/identity.ts';
import { beginsWith } from '../../model/table-indexes.ts';
import { hasKey } from '../switch-obstacles.ts';
import { type AuditRule, findingOn, sound } from './question.ts';

/** References to what is neither a primary key nor unique: nobody knows which of several rows is meant. */
export const parentKeyNotUnique: AuditRule = (question) =>
  sound(question).flatMap((relation) => {
    const { table: ref, columns } = relation.parent;
    const parent = question.catalog.tables.find((candidate) => sameTable(candidate, ref));
    if (parent === undefined || hasKey(parent, columns)) return [];
    const isKey = relation.state === 'enforced' || relation.state === 'unvalidated';
    const allowed = question.rules.parentKey === 'indexed' && beginsWith(parent, columns);
    const consequence =
      isKey && !allowed
        ? 'so that the database refuses writes to both tables'
        : 'so that several rows may be the parent of one, and the delete of any of them acts on its children';
    const message = `Relation ${relation.id} references ${tableText(ref)} (${columns.join(', ')}), which is neither its primary key nor unique, ${consequence}.`;
    const severity = isKey && !allowed ? 'error' : 'warning';
    const repairs = parent.kind === 'table' ? (['createIndex'] as const) : [];
    return [findingOn(relation, { kind: 'parentKeyNotUnique', severity, message, table: ref, repairs })];
  });
