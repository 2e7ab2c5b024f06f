import { sameTable, tableText } from '../../model/identity.ts';
import { servesLookup } from '../../model/table-indexes.ts';
import { type AuditRule, findingOn, sound } from './question.ts';

/** A relation without an index on its referencing columns makes every delete on the other side read the whole table. */
export const missingIndex: AuditRule = (question) =>
  sound(question).flatMap((relation) => {
    const { child, parent, indexIgnored } = relation;
    const table = question.catalog.tables.find((candidate) => sameTable(candidate, child.table));
    if (table?.kind !== 'table' || indexIgnored === true || servesLookup(table, child.columns)) return [];
    const message =
      `No index of ${tableText(child.table)} begins with ${child.columns.join(', ')}, so that each delete ` +
      `or key update in ${tableText(parent.table)} reads all of ${tableText(child.table)}.`;
    return [
      findingOn(relation, { kind: 'missingIndex', severity: 'warning', message, repairs: ['createIndex'] }),
    ];
  });
