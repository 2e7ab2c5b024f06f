import type { Column, Table, TableRef } from '../../../model/catalog.ts';
import { AppError } from '../../../model/error.ts';
import { rowIdentity, tableKey, tableText } from '../../../model/identity.ts';
import type { PackedPlace, PackedRows } from '../../../model/row-images.ts';
import type { ResultSet, SqlFacts } from '../../dialect.ts';
import { columnOf, findColumn, join, quoted, quoteTable, raw, type Sql, sql } from '../statement.ts';
import type { ReferenceSet } from './by-reference.ts';
import { canSpell, type FewRow, spelledRows } from './few-rows.ts';
import type { LeafSet } from './leaf-sets.ts';

/**
 * Marked rows of one table: a temporary table, or a derived one that reads like it. Columns `k0..` hold the row's identity.
 */
export type WorkTable = {
  readonly name: Sql;
  readonly table: Table;
  readonly identity: readonly string[];
  /** The rows, where they are few and spelled out. */
  readonly few?: readonly FewRow[];
};

export type Workspace = ReturnType<typeof createWorkspace>;

/**
 * Temporary tables, made when they are first needed:
 * - `deleted` (k.., effect, round): rows marked as deleted. A few rows are spelled out instead, and rows on which nothing
 *   depends are known by the parents that they reference.
 * - `updated` (k.., effect, round): rows with any column set.
 * - `assigned` (k.., value, effect, round): one column of rows, and the value it is set to.
 * - `inserted` (k.., columns..): rows to insert; `k` is NULL but for a hidden row id that is given.
 * - `frontier` (k..): the parents that a step starts from where no other table has just them, filled anew for each.
 * A statement never names one of them twice, since MySQL cannot reopen a temporary table.
 */
export function createWorkspace(parts: {
  readonly facts: SqlFacts;
  readonly tables: readonly Table[];
  /** What the names of the tables begin with: two workspaces of one session must not share it. */
  readonly prefix: string;
  /** Rows read are locked as they are marked. */
  readonly locking: boolean;
  readonly run: (statement: Sql) => Promise<ResultSet>;
  /** The same where nobody needs the answer. */
  readonly put: (statement: Sql) => Promise<unknown>;
  readonly unpackInto: (place: PackedPlace, packed: PackedRows) => Promise<void>;
  /** After so many rows a preview stops looking for more; null: never. */
  readonly limit: number | null;
}) {
  const { facts, put } = parts;
  const byKey = new Map(parts.tables.map((table) => [tableKey(table), table]));
  const made = new Map<string, WorkTable>();
  const few = new Map<string, FewRow[]>();
  const spellings = new WeakMap<readonly FewRow[], { readonly count: number; readonly work: WorkTable }>();
  const byReference = new Map<string, ReferenceSet>();
  const leafSets = new Map<string, LeafSet>();
  /** By the name of a table: its rows by effect, as long as all that put rows into it say so. */
  const tallies = new Map<string, Map<number, number>>();

  function table(ref: TableRef): Table {
    const found = byKey.get(tableKey(ref));
    if (found === undefined) throw new AppError('request.invalid', `There is no table ${tableText(ref)}.`);
    return found;
  }

  async function make(
    kind: string,
    of: Table,
    columns: readonly Sql[],
    keyed: boolean,
    suffix = '',
    index: readonly string[] = [],
  ) {
    const readable = `${of.name}${suffix === '' ? '' : `_${suffix}`}`
      .replace(/[^A-Za-z0-9_]/g, '_')
      .slice(0, 36);
    const name = quoted(facts, `${parts.prefix}_${kind}_${readable}_${made.size + 1}`);
    const identity = identityOf(of);
    const keys = identity.map(
      (column, i) => sql`${columnOf(facts, keyed ? 't' : 'u', column)} AS ${raw(`k${i}`)}`,
    );
    // The second, outer joined, copy of the table makes columns nullable that are not in the table itself.
    const from = sql`${quoteTable(facts, of)} t LEFT JOIN ${quoteTable(facts, of)} u ON 1 = 0`;
    const select = sql`SELECT ${join([...keys, ...columns])} FROM ${from} WHERE 1 = 0`;
    if (made.size === 0 && facts.beforeJoins !== null) await put(raw(facts.beforeJoins));
    const unique = keyed ? identity.map((_, i) => `k${i}`) : [];
    for (const text of facts.createTemporary(name, select.sql, unique, index)) await put(raw(text));
    tallies.set(name, new Map());
    return { name: raw(name), table: of, identity };
  }

  async function once(id: string, create: () => Promise<WorkTable>): Promise<WorkTable> {
    const known = made.get(id);
    if (known !== undefined) return known;
    const work = await create();
    made.set(id, work);
    return work;
  }

  function spell(ref: TableRef, rows: readonly FewRow[]): WorkTable {
    const of = table(ref);
    const identity = identityOf(of);
    return { name: spelledRows(facts, of, identity, rows), table: of, identity, few: rows };
  }

  /** The same text serves until more rows are added. */
  function spellOnce(ref: TableRef, rows: readonly FewRow[]): WorkTable {
    const known = spellings.get(rows);
    if (known?.count === rows.length) return known.work;
    const work = spell(ref, rows);
    spellings.set(rows, { count: rows.length, work });
    return work;
  }

  /** The table of deleted rows, with the few that were spelled out until now. */
  async function makeDeleted(ref: TableRef): Promise<WorkTable> {
    const work = await make('delete', table(ref), marks, true);
    const rows = few.get(tableKey(ref)) ?? [];
    few.delete(tableKey(ref));
    if (rows.length > 0) await put(sql`INSERT INTO ${work.name} SELECT * FROM ${spell(ref, rows).name} few`);
    for (const { effect } of rows) tally(work, effect, 1);
    return work;
  }

  function tally(work: WorkTable, effect: number, rows: number): void {
    const known = tallies.get(work.name.sql);
    if (rows > 0) known?.set(effect, (known.get(effect) ?? 0) + rows);
  }

  const marks = [raw('0 AS effect'), raw('0 AS round')];
  const value = (column: Column) => sql`${columnOf(facts, 'u', column.name)} AS value`;
  let scratches = 0;

  return {
    ...parts,
    table,
    /** Lists by the question that gave them: rows are deleted by them, and their children. null: there is none. */
    numberLists: new Map<string, { readonly numbers: string | null; readonly count: number }>(),
    deleted: (ref: TableRef) => once(`deleted ${tableKey(ref)}`, () => makeDeleted(ref)),
    /** The deleted rows of the table as long as they can be spelled out, to be added to; null: they are in a table. */
    fewDeleted(ref: TableRef): FewRow[] | null {
      const key = tableKey(ref);
      const known = few.get(key);
      if (known !== undefined) return known;
      const of = table(ref);
      if (made.has(`deleted ${key}`) || !canSpell(facts, of, identityOf(of))) return null;
      const rows: FewRow[] = [];
      few.set(key, rows);
      return rows;
    },
    spell,
    leaveByReference: (ref: TableRef, set: ReferenceSet) => byReference.set(tableKey(ref), set),
    leaveSet: (ref: TableRef, set: LeafSet) => leafSets.set(tableKey(ref), set),
    leafSet: (ref: TableRef) => leafSets.get(tableKey(ref)),
    /** From here on the rows are not known by reference any more. */
    takeLeafSet(ref: TableRef): LeafSet | undefined {
      const found = leafSets.get(tableKey(ref));
      leafSets.delete(tableKey(ref));
      return found;
    },
    referenceSet: (ref: TableRef) => byReference.get(tableKey(ref)),
    updated: (ref: TableRef) =>
      once(`updated ${tableKey(ref)}`, () => make('update', table(ref), marks, true)),
    assigned: (ref: TableRef, column: string) =>
      once(`assigned ${tableKey(ref)} ${column}`, () =>
        make('set', table(ref), [value(findColumn(table(ref), column)), ...marks], true, column),
      ),
    /** `many`: so many that children find their parents among them by an index alone. */
    inserted: (ref: TableRef, columns: readonly string[], many: boolean) =>
      once(`inserted ${tableKey(ref)}`, () => {
        const list = columns.map((name, i) => sql`${columnOf(facts, 'u', name)} AS ${raw(`c${i}`)}`);
        const key = identityOf(table(ref)).map((name) => columns.indexOf(name));
        const index = many && !key.includes(-1) ? key.map((i) => `c${i}`) : [];
        return make('insert', table(ref), list, false, '', index);
      }),
    frontier: (ref: TableRef) => once(`frontier ${tableKey(ref)}`, () => make('from', table(ref), [], true)),
    /** Rows under examination: identity (null for inserted rows) and the columns as `f0..`. */
    scratch: (ref: TableRef, columns: readonly string[]) => {
      scratches += 1;
      const select = columns.map((name, i) => sql`${columnOf(facts, 'u', name)} AS ${raw(`f${i}`)}`);
      return once(`scratch ${scratches}`, () => make('check', table(ref), select, false));
    },
    /** Values of one column by number, to be compared with each other as the column compares. */
    ranked: (ref: TableRef, column: string) => {
      scratches += 1;
      const columns = [raw('0 AS ordinal'), value(findColumn(table(ref), column))];
      return once(`ranked ${scratches}`, () => make('rank', table(ref), columns, false));
    },
    /** The table if it was ever made: what was never made is empty. */
    made(kind: 'deleted' | 'updated' | 'inserted', ref: TableRef): WorkTable | undefined {
      const key = tableKey(ref);
      if (kind === 'deleted') {
        const reference = byReference.get(key);
        if (reference !== undefined) return reference.work;
        const rows = few.get(key) ?? [];
        if (rows.length > 0) return spellOnce(ref, rows);
      }
      const leaf = kind === 'updated' ? leafSets.get(key) : undefined;
      if (leaf !== undefined) return leaf.work;
      return made.get(`${kind} ${key}`);
    },
    madeAssigned: (ref: TableRef, column: string) => made.get(`assigned ${tableKey(ref)} ${column}`),
    tally,
    /** Rows were put into it of which nobody knows how many are new: they have to be counted. */
    untallied: (work: WorkTable) => tallies.delete(work.name.sql),
    /** Its rows by effect; undefined: they have to be counted. */
    tallied: (work: WorkTable): ReadonlyMap<number, number> | undefined => tallies.get(work.name.sql),
    /** How many rows it has of these effects, or (null) of all; undefined: they have to be counted. */
    talliedOf: (work: WorkTable, effects: readonly number[] | null): number | undefined =>
      tallies
        .get(work.name.sql)
        ?.entries()
        .reduce((sum, [effect, rows]) => sum + (effects === null || effects.includes(effect) ? rows : 0), 0),
    /** To be run after rows were put into it. */
    async analyze(work: WorkTable, rows = Number.POSITIVE_INFINITY): Promise<void> {
      const text = rows === 0 ? null : facts.analyzeTemporary(work.name.sql, rows);
      if (text !== null) await put(raw(text));
    },
    /** An aggregate over rows of `of`: `keys` spells their identity, `more` what else tells them apart. */
    setHash(
      of: Table,
      identity: readonly string[],
      keys: readonly string[],
      more: readonly string[],
      assigned: string | null = null,
    ): string {
      const whole = (name: string) => name === of.rowId || findColumn(of, name).kind === 'integer';
      const value = assigned === null ? [] : ['value'];
      if (![...identity, ...(assigned === null ? [] : [assigned])].every(whole)) {
        return facts.setHash([...keys, ...value, ...more]);
      }
      const numbers = value.flatMap((name) => [
        `COALESCE(${name}, 0)`,
        `CASE WHEN ${name} IS NULL THEN 1 ELSE 0 END`,
      ]);
      const stored = keys.filter((_, i) => !isNumbered(of, identity[i] ?? ''));
      return facts.integerSetHash([...keys, ...numbers, ...more], [...stored, ...value]);
    },
  };
}

/** Whether the engine numbers the rows by this column, so that it holds nothing but whole numbers. */
function isNumbered(table: Table, name: string): boolean {
  return name === table.rowId || findColumn(table, name).identity !== null;
}

function identityOf(table: Table): readonly string[] {
  const identity = rowIdentity(table);
  if (identity !== null) return identity;
  throw new AppError('request.invalid', `Table ${tableText(table)} has no key that tells its rows apart.`, {
    hint: 'Add a primary key, or a unique key on columns that are not nullable.',
  });
}
