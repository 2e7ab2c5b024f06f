import type { ForeignKey } from '../../../model/catalog.ts';
import { sameTable, tableKey, tableText } from '../../../model/identity.ts';
import type { OrphansBack } from '../../../model/keys-off.ts';
import type { Statement } from '../../../model/plan.ts';
import type { Write } from '../../../model/row-sets.ts';
import { unvalidatedAsRead } from './checks.ts';
import { commentOn, constraintClause, quoted, quotedTable } from './constraint-clause.ts';
import { nameOf } from './constraint-names.ts';
import { alter } from './step-text.ts';

/**
 * Only a superuser can switch a key off, so its owner drops it, and adds it again in the same transaction as it was: NOT
 * VALID, so that nobody looks at the rows from before.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER
 */
export const orphansBack: OrphansBack = {
  refusal(key) {
    if (!key.validated) return null;
    return `PostgreSQL has checked all rows of ${tableText(key.table)} against foreign key ${nameOf(key)}, so that it takes none back that reference nothing; it would have to be dropped first, or be added again NOT VALID.`;
  },
  off(keys, all) {
    const tables = new Map(
      keys.flatMap(({ table, parent }) => [table, parent].map((one) => [tableKey(one), one])),
    );
    const names = keys.map(nameOf).join(', ');
    const touched = [...tables.values()];
    return {
      keys,
      beforeBegin: false,
      // Row locks taken first would make a deadlock of every writer that waits for one of them.
      locks: [plain(`LOCK TABLE ${touched.map(quotedTable).join(', ')} IN ACCESS EXCLUSIVE MODE`)],
      before: keys.flatMap((key) => [
        { statement: unvalidatedAsRead(key, nameOf(key)), expected: 1, answers: true as const },
        write(alter(quotedTable(key.table), [`DROP CONSTRAINT ${quoted(nameOf(key))}`])),
      ]),
      after: [
        // A table whose rows a deferred constraint has yet to look at cannot be altered.
        write(plain('SET CONSTRAINTS ALL IMMEDIATE')),
        ...keys.flatMap((key) => [
          write(alter(quotedTable(key.table), [`ADD ${constraintClause(key, nameOf(key))} NOT VALID`])),
          ...commentOn(key, nameOf(key)).map(write),
        ]),
      ],
      message: `To let them in, foreign key ${names} is dropped and added again NOT VALID, as it is now, in the same transaction; nobody else can read or write ${touched.map(tableText).join(', ')} meanwhile (ACCESS EXCLUSIVE).${laterText(keys, all)}`,
    };
  },
};

/** A key that is added fires last: https://www.postgresql.org/docs/current/sql-createtrigger.html */
function laterText(keys: readonly ForeignKey[], all: readonly ForeignKey[]): string {
  const later = all.filter(
    (other) =>
      !keys.includes(other) &&
      keys.some((key) => sameTable(key.parent, other.parent) && key.position < other.position),
  );
  return later.length === 0 ? '' : ` From then on it acts after ${later.map(nameOf).join(', ')}.`;
}

function plain(text: string): Statement {
  return { text, params: [] };
}

function write(statement: Statement): Write {
  return { statement, expected: 0 };
}
