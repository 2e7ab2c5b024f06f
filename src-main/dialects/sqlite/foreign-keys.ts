import type { Catalog, ForeignKey, Table } from '../../model/catalog.ts';
import { AppError } from '../../model/error.ts';
import { tableKey } from '../../model/identity.ts';
import type { MigrationStep } from '../../model/migration.ts';
import type { RememberedTable } from '../../model/relation-file.ts';
import type { ForeignKeyDdl } from '../dialect.ts';
import { applySteps } from './apply-steps.ts';
import { readCreateTable } from './create-table.ts';
import { appendConstraints, stripForeignKeys } from './edit-foreign-keys.ts';
import { clausesOf, foreignKeyText } from './foreign-key-text.ts';
import { parseForeignKeys } from './parse-foreign-keys.ts';
import { editStatement } from './schema-edit.ts';

/**
 * SQLite has no statement for it, and rebuilding a table costs seconds and can cost its children's rows. So the text of
 * the table is edited where SQLite keeps it: https://sqlite.org/lang_altertable.html#otheralter.
 */
export const foreignKeys: ForeignKeyDdl = {
  transactional: true,
  parentKey: 'unique',
  // The affinity of the parent's column is applied to the child's value: https://sqlite.org/foreignkeys.html#fk_basics.
  typeRefusal: () => null,
  differences: {
    foreignKeys: [
      'SQLite enforces foreign keys only on connections that set PRAGMA foreign_keys = ON; Referee always does.',
      'Where several foreign keys reach the same row, the one declared last acts first.',
      'INSERT OR REPLACE and DROP TABLE delete rows and so set off referential actions.',
    ],
    prisma: [
      'Programs that write to the file without Referee are checked by nobody.',
      'INSERT OR REPLACE and DROP TABLE leave the rows that reference what they remove.',
    ],
  },
  unsupported: async () => null,
  drop(catalog, keys) {
    const edits = [...byTable(catalog, keys)].map(([table, dropped]) => ({
      dropped,
      remembered: {
        table: { schema: table.schema, name: table.name },
        withKeys: definition(table),
        withoutKeys: withoutKeys(table, dropped),
      },
    }));
    return {
      steps: edits.map(({ dropped, remembered }) =>
        step(`Remove ${count(dropped)} from the definition of ${remembered.table.name}`, {
          table: remembered.table.name,
          before: remembered.withKeys,
          after: remembered.withoutKeys,
          estimateMs: 1,
        }),
      ),
      remembered: edits.map(({ remembered }) => remembered),
    };
  },
  add(catalog, keys, remembered) {
    const known = new Map(remembered.map((text) => [tableKey(text.table), text]));
    return {
      steps: [...byTable(catalog, keys)].map(([table, added]) =>
        step(`Add ${count(added)} to the definition of ${table.name} and check its rows`, {
          table: table.name,
          before: definition(table),
          after: withKeys(table, added, known.get(tableKey(table))),
          // The check of the rows: 0.15 s per million.
          estimateMs: table.rowEstimate === null ? null : 1 + Math.ceil(table.rowEstimate * 0.00015),
        }),
      ),
    };
  },
  apply: applySteps,
};

function byTable(catalog: Catalog, keys: readonly ForeignKey[]): Map<Table, ForeignKey[]> {
  const tables = new Map(catalog.tables.map((table) => [tableKey(table), table]));
  const groups = new Map<Table, ForeignKey[]>();
  for (const key of keys) {
    const table = tables.get(tableKey(key.table));
    if (table === undefined) {
      throw new AppError('plan.stale', `There is no table ${key.table.name} any more.`, {
        hint: 'Reload the catalog and preview again.',
      });
    }
    groups.set(table, [...(groups.get(table) ?? []), key]);
  }
  return groups;
}

function definition(table: Table): string {
  if (table.definition !== null && table.kind === 'table') return table.definition;
  throw new AppError(
    'dialect.unsupported',
    `${table.name} is no ordinary table: it can hold no foreign keys.`,
  );
}

function withoutKeys(table: Table, keys: readonly ForeignKey[]): string {
  const text = definition(table);
  const found = clausesOf(parseForeignKeys(readCreateTable(text)), keys);
  const missing = keys.find((_key, index) => found[index] === null);
  if (missing !== undefined) {
    const columns = missing.columns.join(', ');
    throw new AppError('plan.stale', `${table.name} declares no foreign key (${columns}) as it was read.`, {
      hint: 'Reload the catalog and preview again.',
    });
  }
  return stripForeignKeys(text, (_key, index) => found.includes(index));
}

/**
 * The remembered text, byte for byte, where the table was not altered since; without those of its keys that are not
 * wanted back. What it does not hold is appended.
 */
function withKeys(
  table: Table,
  added: readonly ForeignKey[],
  remembered: RememberedTable | undefined,
): string {
  const current = definition(table);
  if (remembered?.withoutKeys !== current) return appendConstraints(current, added.map(foreignKeyText));
  const kept = parseForeignKeys(readCreateTable(current));
  const clauses = parseForeignKeys(readCreateTable(remembered.withKeys));
  const places = clausesOf(clauses, added);
  const wanted = new Set(places);
  // What is in the table already came from the same text, in the same order.
  let next = 0;
  clauses.forEach((clause, index) => {
    if (!wanted.has(index) && next < kept.length && sameClause(clause, kept[next])) {
      wanted.add(index);
      next += 1;
    }
  });
  const text = stripForeignKeys(remembered.withKeys, (_key, index) => !wanted.has(index));
  return appendConstraints(text, added.filter((_key, index) => places[index] === null).map(foreignKeyText));
}

function sameClause(a: object, b: object | undefined): boolean {
  return JSON.stringify({ ...a, ranges: [] }) === JSON.stringify({ ...b, ranges: [] });
}

function count(keys: readonly ForeignKey[]): string {
  return keys.length === 1 ? '1 foreign key' : `${keys.length} foreign keys`;
}

function step(
  summary: string,
  edit: { table: string; before: string; after: string; estimateMs: number | null },
): MigrationStep {
  const { table, before, after, estimateMs } = edit;
  return {
    summary,
    table: { schema: '', name: table },
    execute: [editStatement({ table, before, after })],
    reverse: [editStatement({ table, before: after, after: before })],
    locks: 'Other programs can read but not write the file until all steps are done.',
    estimateMs,
  };
}
