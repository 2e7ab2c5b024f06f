import type { ForeignKey, TableRef } from '../../../model/catalog.ts';
import { AppError } from '../../../model/error.ts';
import type { ReferentialAction } from '../../../model/relation.ts';
import type { Session } from '../../dialect.ts';
import { ask, type Cells } from './ask.ts';
import type { NumberedColumns } from './columns.ts';

/** What names a key's tables and columns: catalogs hold numbers. */
export type Names = {
  readonly tables: ReadonlyMap<number, TableRef>;
  readonly columns: ReadonlyMap<number, NumberedColumns>;
};

/**
 * Keys in the order in which they fire: by the *text* of their trigger's name, which holds its OID.
 * https://www.postgresql.org/docs/current/sql-createtrigger.html ("fired in alphabetical order by name")
 * A key has one trigger for DELETE (bit 8 of its type), on the parent. No aggregate here: without statistics, which a
 * new database does not have, it was run once per key.
 * Keys with `conparentid` are those of single partitions, derived from the one that is declared.
 * https://www.postgresql.org/docs/current/catalog-pg-constraint.html
 */
const query = (version: number) => `SELECT k.conname AS name, k.conrelid AS child, k.confrelid AS parent,
  to_json(k.conkey) AS columns, to_json(k.confkey) AS parent_columns,
  k.confdeltype AS on_delete, k.confupdtype AS on_update, k.confmatchtype AS match,
  k.condeferrable AS deferrable, k.condeferred AS deferred, k.convalidated AS validated,
  ${version >= 150_000 ? 'to_json(k.confdelsetcols)' : 'NULL::json'} AS set_columns,
  ${version >= 180_000 ? 'k.conenforced' : 'true'} AS enforced,
  pg_catalog.obj_description(k.oid, 'pg_constraint') AS comment
FROM pg_catalog.pg_constraint k
LEFT JOIN pg_catalog.pg_trigger fires
  ON fires.tgconstraint = k.oid AND fires.tgrelid = k.confrelid AND fires.tgtype & 8 <> 0
WHERE k.contype = 'f' AND k.conparentid = 0
ORDER BY fires.tgname::text COLLATE "C" NULLS LAST, k.oid`;

export async function readForeignKeys(
  session: Session,
  version: number,
  names: Names,
  signal?: AbortSignal,
): Promise<readonly ForeignKey[]> {
  const rows = await ask(session, query(version), signal);
  return rows.flatMap((row, position) => foreignKeyOf(row, position, names) ?? []);
}

/** null: one of its tables is not in the catalog, such as a single partition. */
function foreignKeyOf(row: Cells, position: number, names: Names): ForeignKey | null {
  const table = names.tables.get(row.number('child'));
  const parent = names.tables.get(row.number('parent'));
  if (table === undefined || parent === undefined) return null;
  const columnsOf = (side: 'child' | 'parent', numbers: readonly number[]) =>
    numbers.map((number) => names.columns.get(row.number(side))?.get(number)?.name ?? missing(row));
  const setColumns = row.numbers('set_columns');
  const comment = row.textOrNull('comment');
  return {
    name: row.text('name'),
    table,
    columns: columnsOf('child', row.numbers('columns') ?? []),
    parent,
    parentColumns: columnsOf('parent', row.numbers('parent_columns') ?? []),
    onDelete: actions[row.text('on_delete')] ?? 'noAction',
    onUpdate: actions[row.text('on_update')] ?? 'noAction',
    match: matches[row.text('match')] ?? 'simple',
    deferrable: deferrability(row),
    setColumns: setColumns === null ? null : columnsOf('child', setColumns),
    validated: row.flag('validated'),
    enforced: row.flag('enforced'),
    position,
    ...(comment === null ? {} : { comment }),
  };
}

const actions: Readonly<Record<string, ReferentialAction>> = {
  a: 'noAction',
  r: 'restrict',
  c: 'cascade',
  n: 'setNull',
  d: 'setDefault',
};
/** How `pg_constraint` spells it. */
export function actionLetter(action: ReferentialAction): string {
  return Object.keys(actions).find((letter) => actions[letter] === action) ?? '';
}

const matches: Readonly<Record<string, ForeignKey['match']>> = { f: 'full', p: 'partial', s: 'simple' };

function deferrability(row: Cells): ForeignKey['deferrable'] {
  if (!row.flag('deferrable')) return 'no';
  return row.flag('deferred') ? 'initiallyDeferred' : 'initiallyImmediate';
}

function missing(row: Cells): never {
  throw new AppError(
    'internal',
    `The columns of foreign key ${row.text('name')} changed while the catalog was read.`,
    {
      hint: 'Reload.',
    },
  );
}
