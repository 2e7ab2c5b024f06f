import type { Catalog, ForeignKey } from '../../../model/catalog.ts';
import { sameTable, tableKey, tableText } from '../../../model/identity.ts';
import type { MigrationStep } from '../../../model/migration.ts';
import type { Statement } from '../../../model/plan.ts';
import { commentOn, constraintClause, quoted, quotedTable } from './constraint-clause.ts';
import { nameOf } from './constraint-names.ts';
import { alter } from './step-text.ts';

/**
 * PostgreSQL changes no action of a key that is there. One ALTER takes it away and adds it, so that there is no moment
 * without it; rows that were checked are checked again, later and without blocking anybody. A new key fires last, so that
 * those of the same parent which fired after it are made anew behind it:
 * https://www.postgresql.org/docs/current/sql-createtrigger.html ("fired in alphabetical order by name")
 */
export function changeSteps(catalog: Catalog, key: ForeignKey, changed: ForeignKey): MigrationStep[] {
  const later = catalog.foreignKeys.filter(
    (other) => sameTable(other.parent, key.parent) && other.position > key.position,
  );
  const all = [{ old: key, made: changed }, ...later.map((other) => ({ old: other, made: other }))];
  const partitioned = new Set(catalog.tables.filter((table) => table.partitioned).map(tableKey));
  const checksAtOnce = ({ table, parent }: ForeignKey) =>
    [table, parent].some((one) => partitioned.has(tableKey(one)));
  const validated = all.filter(({ old }) => old.validated && old.enforced && !checksAtOnce(old));
  return [
    ...all.map(({ old, made }): MigrationStep => {
      const notValid = old.enforced && (!old.validated || !checksAtOnce(old));
      const what = old === key ? `Change foreign key ${nameOf(old)}` : `Keep ${nameOf(old)} behind it`;
      return {
        summary: `${what} of ${tableText(old.table)}`,
        table: old.table,
        execute: replace(old, made, notValid),
        reverse: replace(made, old, notValid),
        locks: `Nobody can read or write ${tableText(old.table)} and ${tableText(old.parent)} for a moment (ACCESS EXCLUSIVE).`,
        estimateMs: 5,
        transaction: 1,
      };
    }),
    ...validated.map(
      ({ old }): MigrationStep => ({
        summary: `Check the rows of ${tableText(old.table)} against ${nameOf(old)}`,
        table: old.table,
        execute: [alter(quotedTable(old.table), [`VALIDATE CONSTRAINT ${quoted(nameOf(old))}`])],
        reverse: null,
        locks: null,
        estimateMs: null,
        transaction: 1,
      }),
    ),
  ];
}

function replace(old: ForeignKey, made: ForeignKey, notValid: boolean): readonly Statement[] {
  const name = nameOf(old);
  return [
    alter(quotedTable(old.table), [
      `DROP CONSTRAINT ${quoted(name)}`,
      `ADD ${constraintClause(made, name)}${notValid ? ' NOT VALID' : ''}`,
    ]),
    ...commentOn(made, name),
  ];
}
