import type { TableRef } from '../../../model/catalog.ts';
import type { Write } from '../../../model/row-sets.ts';
import {
  allOf,
  columnOf,
  findColumn,
  finish,
  join,
  parameter,
  quote,
  quoteTable,
  raw,
  type Sql,
  sql,
} from '../statement.ts';
import { namesOf } from './ask.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** Up to so many rows are written with their values, which people can read; more from the work table. */
const inlineLimit = 100;

export async function writesReinsert(
  space: Workspace,
  ref: TableRef,
  later: readonly string[],
): Promise<readonly Write[]> {
  const work = space.made('inserted', ref);
  if (work === undefined) return [];
  const { facts } = space;
  const table = space.table(ref);
  const columns = writtenColumns(work);
  const values = columns.map(({ name, from }) => (later.includes(name) ? raw('NULL') : raw(from)));
  const { rows: counted } = await space.run(sql`SELECT count(*) FROM ${work.name}`);
  const expected = Number(counted[0]?.[0] ?? 0);
  if (expected === 0) return [];

  const always = table.columns.some(({ identity }) => identity === 'always');
  const override = raw(always ? facts.overrideIdentity : '');
  const names = namesOf(
    space,
    columns.map(({ name }) => name),
  );
  const into = sql`INSERT INTO ${quoteTable(facts, table)} (${names})${override}`;
  const read = sql`SELECT ${join(values)} FROM ${work.name} ORDER BY ordinal`;
  const insert = { statement: finish(facts, sql`${into} ${read}`), expected };
  if (expected > inlineLimit) return [insert, ...(await writesLater(space, work, later))];
  const { rows } = await space.run(read);
  const tuples = rows.map((row) =>
    join(
      columns.map(({ name }, i) => {
        const value = row[i] ?? null;
        return name === table.rowId ? sql`${value}` : parameter(facts, findColumn(table, name), value);
      }),
      ', ',
      '(',
      ')',
    ),
  );
  const inline = { statement: finish(facts, sql`${into} VALUES ${join(tuples, ', ')}`), expected };
  return [inline, ...(await writesLater(space, work, later))];
}

export function withoutForeignKeys(space: Workspace, writes: readonly Write[]): readonly Write[] | null {
  const { suspendForeignKeys: suspend } = space.facts;
  if (suspend === null) return null;
  const plain = (text: string): Write => ({ statement: { text, params: [] }, expected: 0 });
  return [plain(suspend.before), ...writes, ...(suspend.after === null ? [] : [plain(suspend.after)])];
}

/** Columns that were left NULL because the rows they reference came later. */
async function writesLater(
  space: Workspace,
  work: WorkTable,
  later: readonly string[],
): Promise<readonly Write[]> {
  if (later.length === 0) return [];
  const { facts } = space;
  const columns = writtenColumns(work);
  const source = (name: string) => raw(`n.${columns.find((column) => column.name === name)?.from ?? 'NULL'}`);
  const some = join(
    later.map((name) => sql`${source(name)} IS NOT NULL`),
    ' OR ',
    '(',
    ')',
  );
  const { rows } = await space.run(sql`SELECT count(*) FROM ${work.name} n WHERE ${some}`);
  const expected = Number(rows[0]?.[0] ?? 0);
  if (expected === 0) return [];
  const same = allOf(work.identity.map((name) => sql`${columnOf(facts, 't', name)} = ${source(name)}`));
  const set = (left: (name: string) => Sql) =>
    join(later.map((name) => sql`${left(name)} = ${source(name)}`));
  const table = quoteTable(facts, work.table);
  const statement =
    facts.joinedWrites === 'from'
      ? sql`UPDATE ${table} AS t SET ${set((name) => quote(facts, name))} FROM ${work.name} n WHERE ${same} AND ${some}`
      : sql`UPDATE ${table} t INNER JOIN ${work.name} n ON ${same} SET ${set((name) => columnOf(facts, 't', name))} WHERE ${some}`;
  return [{ statement: finish(facts, statement), expected }];
}

/** The columns of the table and where the work table holds them; a hidden row id is kept as the identity. */
function writtenColumns({ table, identity }: WorkTable): readonly { name: string; from: string }[] {
  const written = table.columns.filter(({ generated }) => generated === null);
  const columns = written.map(({ name }, i) => ({ name, from: `c${i}` }));
  const { rowId } = table;
  if (rowId === null || !identity.includes(rowId)) return columns;
  return [{ name: rowId, from: `k${identity.indexOf(rowId)}` }, ...columns];
}
