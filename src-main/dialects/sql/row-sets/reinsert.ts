import type { TableRef } from '../../../model/catalog.ts';
import type { Write } from '../../../model/row-sets.ts';
import type { Value } from '../../../model/value.ts';
import type { SqlFacts } from '../../dialect.ts';
import { findColumn, finish, join, numberedFrom, parameter, quoteInto, raw, sql } from '../statement.ts';
import { namesOf } from './ask.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** Up to so many rows are written with their values, which people can read; more from the work table. */
const inlineLimit = 100;

export async function writesReinsert(space: Workspace, ref: TableRef): Promise<readonly Write[]> {
  const work = space.made('inserted', ref);
  if (work === undefined) return [];
  const { facts } = space;
  const table = space.table(ref);
  const columns = writtenColumns(work);
  const values = columns.map(({ from }) => raw(from));
  const { rows: counted } = await space.run(sql`SELECT count(*) FROM ${work.name}`);
  const expected = Number(counted[0]?.[0] ?? 0);
  if (expected === 0) return [];

  const always = table.columns.some(({ identity }) => identity === 'always');
  const override = raw(always ? facts.overrideIdentity : '');
  const names = namesOf(
    space,
    columns.map(({ name }) => name),
  );
  const into = sql`INSERT INTO ${quoteInto(facts, table)} (${names})${override}`;
  const read = sql`SELECT ${join(values)} FROM ${work.name}`;
  const insert = { statement: finish(facts, sql`${into} ${read}`), expected };
  if (expected > inlineLimit) return [insert];
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
  return [{ statement: finish(facts, sql`${into} VALUES ${join(tuples, ', ')}`), expected }];
}

export function withoutForeignKeys({ facts }: Workspace, writes: readonly Write[]): readonly Write[] {
  const { suspendForeignKeys: suspend } = facts;
  if (suspend.puts === 'statement') return writes.length < 2 ? writes : [asOne(facts, writes)];
  const plain = (text: string): Write => ({ statement: { text, params: [] }, expected: 0 });
  return [plain(suspend.before), ...writes, ...(suspend.puts === 'all' ? [plain(suspend.after)] : [])];
}

/** One statement that writes to several tables, in the order in which it asks what was written, and sums that up. */
function asOne(facts: SqlFacts, writes: readonly Write[]): Write {
  let params: readonly Value[] = [];
  const parts = writes.map(({ statement }, i) => {
    const text = numberedFrom(facts, statement.text, params.length);
    params = [...params, ...statement.params];
    return `part_${i} AS (${text} RETURNING 1)`;
  });
  const counts = writes.map((_, i) => `(SELECT count(*) FROM part_${i})`);
  const text = `WITH ${parts.join(', ')} SELECT ${counts.join(' + ')}`;
  const expected = writes.reduce((sum, write) => sum + write.expected, 0);
  return { statement: { text, params }, expected, answers: true };
}

/** The columns of the table and where the work table holds them; a hidden row id is kept as the identity. */
function writtenColumns({ table, identity }: WorkTable): readonly { name: string; from: string }[] {
  const written = table.columns.filter(({ generated }) => generated === null);
  const columns = written.map(({ name }, i) => ({ name, from: `c${i}` }));
  const { rowId } = table;
  if (rowId === null || !identity.includes(rowId)) return columns;
  return [{ name: rowId, from: `k${identity.indexOf(rowId)}` }, ...columns];
}
