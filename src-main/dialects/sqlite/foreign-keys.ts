import type { Catalog, ForeignKey, Table } from '../../model/catalog.ts';
import { AppError } from '../../model/error.ts';
import { sameTable, tableKey } from '../../model/identity.ts';
import type { MigrationStep } from '../../model/migration.ts';
import type { RememberedTable } from '../../model/relation-file.ts';
import type { ForeignKeyDdl } from '../dialect.ts';
import { applySteps } from './apply-steps.ts';
import { backup, backupSteps } from './backup.ts';
import { changeActions } from './change-actions.ts';
import { findCreateTable, readCreateTable } from './create-table.ts';
import { appendConstraints, stripForeignKeys } from './edit-foreign-keys.ts';
import { clausesOf, foreignKeyText, placeButForActions } from './foreign-key-text.ts';
import { createIndex, dropIndex } from './index-steps.ts';
import { orphansBack } from './orphans-back.ts';
import { parseForeignKeys } from './parse-foreign-keys.ts';
import { rebuildStatement, rebuiltText } from './rebuild.ts';
import { rebuiltItems } from './rebuilt-items.ts';
import { editStatement } from './schema-edit.ts';
import { script } from './script.ts';

/**
 * SQLite has no statement for it, and rebuilding a table costs seconds and can cost its children's rows. So the text of
 * the table is edited where SQLite keeps it: https://sqlite.org/lang_altertable.html#otheralter.
 */
export const foreignKeys: ForeignKeyDdl = {
  parentKey: 'unique',
  childIndex: 'ofUse',
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
  decisions: { prisma: [backup], foreignKeys: [backup] },
  unsupported: async () => null,
  prepare: backupSteps,
  drop(catalog, keys) {
    const tables = [...byTable(catalog, keys)].map(([table, dropped]) => ({
      table,
      dropped,
      isPlain: isRead(catalog, table),
    }));
    return {
      steps: tables.map(({ table, dropped, isPlain }) => {
        const without = keysLeft(catalog, table, dropped);
        if (!isPlain) return rebuildStep(table, without, keysOf(catalog, table));
        return step(`Remove ${count(dropped)} from the definition of ${table.name}`, {
          table: table.name,
          before: definition(table),
          after: withoutKeys(table, dropped),
          estimateMs: 1,
          keys: without.length,
        });
      }),
      remembered: tables
        .filter(({ isPlain }) => isPlain)
        .map(({ table, dropped }) => ({
          table: { schema: table.schema, name: table.name },
          withKeys: definition(table),
          withoutKeys: withoutKeys(table, dropped),
        })),
    };
  },
  add(catalog, keys, remembered) {
    const known = new Map(remembered.map((text) => [tableKey(text.table), text]));
    return {
      steps: [...byTable(catalog, keys)].map(([table, added]) => {
        const there = keysOf(catalog, table);
        if (!isRead(catalog, table)) return rebuildStep(table, [...there, ...added], there);
        return step(`Add ${count(added)} to the definition of ${table.name} and check its rows`, {
          table: table.name,
          before: definition(table),
          after: withKeys(table, added, known.get(tableKey(table))),
          keys: there.length + added.length,
          // The check of the rows: 0.15 s per million.
          estimateMs: table.rowEstimate === null ? null : 1 + Math.ceil(table.rowEstimate * 0.00015),
        });
      }),
    };
  },
  change(catalog, key, changed) {
    const [table] = byTable(catalog, [key]).keys();
    if (table === undefined) return { steps: [] };
    const before = definition(table);
    const [place] = placesOf(table, [key]);
    const after = changeActions(before, place ?? 0, changed);
    const summary = `Change the actions of a foreign key in the definition of ${table.name}`;
    const keys = keysOf(catalog, table).length;
    return { steps: [step(summary, { table: table.name, before, after, estimateMs: 1, keys })] };
  },
  orphansBack,
  createIndex,
  dropIndex,
  apply: applySteps,
  script,
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

function keysOf(catalog: Catalog, table: Table): readonly ForeignKey[] {
  return catalog.foreignKeys.filter((key) => sameTable(key.table, table));
}

/** By what they say, since they may come from a catalog that was read before. */
function keysLeft(catalog: Catalog, table: Table, dropped: readonly ForeignKey[]): readonly ForeignKey[] {
  const said = (key: ForeignKey) => JSON.stringify({ ...key, position: 0 });
  const gone = dropped.map(said);
  return keysOf(catalog, table).filter((key) => {
    const place = gone.indexOf(said(key));
    if (place >= 0) gone.splice(place, 1);
    return place < 0;
  });
}

/** Whether the text of the table is understood for sure: it declares the very keys that SQLite lists. */
function isRead(catalog: Catalog, table: Table): boolean {
  const text = findCreateTable(definition(table));
  if (text === null) return false;
  const clauses = parseForeignKeys(text);
  const keys = keysOf(catalog, table);
  return clauses.length === keys.length && clausesOf(clauses, keys).every((place) => place !== null);
}

function definition(table: Table): string {
  if (table.definition !== null && table.kind === 'table') return table.definition;
  throw new AppError(
    'dialect.unsupported',
    `${table.name} is no ordinary table: it can hold no foreign keys.`,
  );
}

function withoutKeys(table: Table, keys: readonly ForeignKey[]): string {
  const found = placesOf(table, keys);
  return stripForeignKeys(definition(table), (_key, index) => found.includes(index));
}

/** The places of the keys among those of the text. */
function placesOf(table: Table, keys: readonly ForeignKey[]): readonly (number | null)[] {
  const found = clausesOf(parseForeignKeys(readCreateTable(definition(table))), keys);
  const missing = keys.find((_key, index) => found[index] === null);
  if (missing !== undefined) {
    const columns = missing.columns.join(', ');
    throw new AppError('plan.stale', `${table.name} declares no foreign key (${columns}) as it was read.`, {
      hint: 'Reload the catalog and preview again.',
    });
  }
  return found;
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
  const { text: original, places } = withTheirActions(remembered.withKeys, added);
  const clauses = parseForeignKeys(readCreateTable(original));
  const wanted = new Set(places);
  // What is in the table already came from the same text, in the same order.
  let next = 0;
  clauses.forEach((clause, index) => {
    if (!wanted.has(index) && next < kept.length && sameClause(clause, kept[next])) {
      wanted.add(index);
      next += 1;
    }
  });
  const text = stripForeignKeys(original, (_key, index) => !wanted.has(index));
  return appendConstraints(text, added.filter((_key, index) => places[index] === null).map(foreignKeyText));
}

/** The text with the actions that some of its keys were given since, and the places of all keys in it. */
function withTheirActions(
  remembered: string,
  added: readonly ForeignKey[],
): { readonly text: string; readonly places: readonly (number | null)[] } {
  let text = remembered;
  for (const [index, place] of clausesOf(parseForeignKeys(readCreateTable(text)), added).entries()) {
    const key = added[index];
    if (place !== null || key === undefined) continue;
    const changed = placeButForActions(parseForeignKeys(readCreateTable(text)), key);
    if (changed !== null) text = changeActions(text, changed, key);
  }
  return { text, places: clausesOf(parseForeignKeys(readCreateTable(text)), added) };
}

function sameClause(a: object, b: object | undefined): boolean {
  return (
    JSON.stringify({ ...a, ranges: [], spelled: [] }) === JSON.stringify({ ...b, ranges: [], spelled: [] })
  );
}

/** 2.1 s per million rows with two indexes. */
const rebuildMsPerRow = 0.0021;

function rebuildStep(
  table: Table,
  keys: readonly ForeignKey[],
  before: readonly ForeignKey[],
): MigrationStep {
  const items = rebuiltItems(table, keys);
  const back = {
    table: table.name,
    before: rebuiltText(table.name, items),
    items: rebuiltItems(table, before),
  };
  return {
    summary: `Make ${table.name} anew with ${count(keys)} and copy its rows, since its definition is not understood well enough to be edited`,
    kind: 'keys',
    transaction: 1,
    rewrites: true,
    table: { schema: '', name: table.name },
    execute: [rebuildStatement({ table: table.name, before: definition(table), items })],
    reverse: [rebuildStatement(back)],
    // It asks which indexes and triggers have to come back, and for the rows, while it goes.
    unattended: null,
    locks: 'Other programs can read but not write the file until all steps are done.',
    estimateMs: table.rowEstimate === null ? null : Math.ceil(table.rowEstimate * rebuildMsPerRow),
  };
}

function count(keys: readonly ForeignKey[]): string {
  return keys.length === 1 ? '1 foreign key' : `${keys.length} foreign keys`;
}

/** `keys`: how many the table has afterwards. */
function step(
  summary: string,
  edit: { table: string; before: string; after: string; estimateMs: number | null; keys: number },
): MigrationStep {
  const { table, before, after, estimateMs, keys } = edit;
  return {
    summary,
    kind: 'keys',
    transaction: 1,
    rewrites: false,
    precheck: [
      {
        sentence: `The definition of ${table} is the one that was planned with.`,
        statement: {
          text: `SELECT count(*) = 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ? AND sql = ?`,
          params: [table, before],
        },
      },
    ],
    postcheck: [
      {
        sentence: `${table} has ${keys} foreign keys.`,
        statement: {
          text: `SELECT count(DISTINCT id) = ${keys} FROM pragma_foreign_key_list(?, 'main')`,
          params: [table],
        },
      },
    ],
    table: { schema: '', name: table },
    execute: [editStatement({ table, before, after })],
    reverse: [editStatement({ table, before: after, after: before })],
    locks: 'Other programs can read but not write the file until all steps are done.',
    estimateMs,
  };
}
