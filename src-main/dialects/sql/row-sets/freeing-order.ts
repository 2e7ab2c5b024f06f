import type { TableRef } from '../../../model/catalog.ts';
import { allKeys } from '../../../model/identity.ts';
import type { Row } from '../../../model/value.ts';
import { columnOf, join, quoteTable, sql } from '../statement.ts';
import { isMarked, keyList } from './conditions.ts';
import { rowOf } from './read.ts';
import type { Workspace } from './work-tables.ts';

type SetRow = { readonly key: Row; readonly set: Row };

/**
 * The groups, each of which is set by one statement, so that a row that gives up a unique value comes before the one that
 * takes it: databases look at unique keys row by row. Groups that wait for each other stay as they are, and the database
 * refuses them; so it does values it holds for the same and which differ in their letters.
 */
export async function freeingFirst<Set extends SetRow>(
  space: Workspace,
  ref: TableRef,
  groups: readonly (readonly Set[])[],
): Promise<readonly (readonly Set[])[]> {
  const work = space.made('updated', ref);
  const set = new Set(groups.flatMap(([row]) => Object.keys(row?.set ?? {})));
  const keys = allKeys(space.table(ref))
    .map(({ columns }) => columns)
    .filter((columns) => columns.some((column) => set.has(column)));
  if (work === undefined || keys.length === 0 || groups.length < 2) return groups;

  const { facts } = space;
  const read = [...new Set(keys.flat())];
  const list = join(read.map((column) => columnOf(facts, 't', column)));
  const { rows } = await space.run(
    sql`SELECT ${keyList(work, 'w')}, ${list} FROM ${quoteTable(facts, ref)} t INNER JOIN ${work.name} w ON ${isMarked(facts, 't', work, 'w')}`,
  );
  const { length } = work.identity;
  const rowsNow = new Map(
    rows.map((values) => [idOf(rowOf(work.identity, values)), rowOf(read, values.slice(length))]),
  );
  const holders = new Map<string, number>();
  const inEachKey = (row: Row, use: (taken: string) => void) => {
    for (const columns of keys) {
      const values = columns.map((column) => row[column] ?? null);
      if (!values.includes(null)) use(JSON.stringify([columns, values]));
    }
  };
  groups.forEach((group, number) => {
    for (const { key } of group) inEachKey(rowsNow.get(idOf(key)) ?? {}, (held) => holders.set(held, number));
  });
  const before = groups.map((group, number) => {
    const holding = new Set<number>();
    for (const { key, set } of group) {
      inEachKey({ ...rowsNow.get(idOf(key)), ...set }, (taken) => holding.add(holders.get(taken) ?? number));
    }
    return holding;
  });
  const ordered = new Set<number>();
  const visited = new Set<number>();
  const visit = (number: number) => {
    if (visited.has(number)) return;
    visited.add(number);
    for (const earlier of before[number] ?? []) visit(earlier);
    ordered.add(number);
  };
  for (const number of groups.keys()) visit(number);
  return [...ordered].map((number) => groups[number] ?? []);
}

function idOf(key: Row): string {
  return JSON.stringify(key);
}
