import type { TableRef } from '../../../model/catalog.ts';
import type { Unlike } from '../../../model/row-sets.ts';
import { allOf, columnOf, join, quoted, quoteTable, raw, type Sql, same, sql } from '../statement.ts';
import { comparedAs, isMarked } from './conditions.ts';
import { leafSetUnlike } from './leaf-sets.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** A number of rows, and the temporary tables that counting them names. */
type Count = {
  readonly table: TableRef;
  readonly kind: 'deleted' | 'set';
  readonly select: Sql;
  readonly names: readonly string[];
};

/** The marked rows are compared with the database, all tables in as few statements as may be. */
export async function unlike(
  space: Workspace,
  tables: readonly TableRef[],
  alone: boolean,
): Promise<readonly Unlike[]> {
  const found = tables.map((table) => ({ table, deleted: 0, set: 0 }));
  for (const counts of togetherNamedOnce(tables.flatMap((table) => countsOf(space, table, alone)))) {
    const { rows } = await space.run(sql`SELECT ${join(counts.map(({ select }) => sql`(${select})`))}`);
    for (const [i, { table, kind }] of counts.entries()) {
      const one = found.find((candidate) => candidate.table === table);
      if (one !== undefined) one[kind] += Number(rows[0]?.[i] ?? 0);
    }
  }
  return found;
}

function countsOf(space: Workspace, ref: TableRef, alone: boolean): readonly Count[] {
  const { facts } = space;
  const table = space.table(ref);
  const name = quoteTable(facts, table);
  const counts: Count[] = [];
  const gone = space.made('deleted', ref);
  const reference = space.referenceSet(ref);
  const isReference = reference !== undefined && gone === reference.work;
  // A row inserted by the same change may have taken the key of a deleted one.
  if (gone !== undefined && !alone && space.made('inserted', ref) === undefined) {
    const taken = takenKeys(space, ref, gone);
    const from = isReference
      ? sql`${gone.name} w`
      : sql`${gone.name} w INNER JOIN ${name} t ON ${isMarked(facts, 't', gone, 'w')}${taken.condition}`;
    const names = [...namesOf(isReference ? reference.parents : gone), ...taken.named.flatMap(namesOf)];
    counts.push({ table: ref, kind: 'deleted', select: sql`SELECT count(*) FROM ${from}`, names });
  }
  const leaf = space.leafSet(ref);
  for (const select of leaf === undefined || alone ? [] : leafSetUnlike(space, leaf)) {
    counts.push({ table: ref, kind: 'set', select, names: leaf === undefined ? [] : namesOf(leaf.parents) });
  }
  for (const column of table.columns) {
    const work = space.madeAssigned(ref, column.name);
    if (work === undefined) continue;
    const compared = (expression: string) => raw(facts.comparedAs(expression, column));
    const { joins, identity, named } = finalIdentity(space, ref, work, column.name);
    const here = allOf(
      work.identity.map((key, i) => sql`${columnOf(facts, 't', key)} = ${identity[i] ?? raw('NULL')}`),
    );
    const like = sql`EXISTS (SELECT 1 FROM ${name} t WHERE ${here} AND ${same(facts, compared(`t.${quoted(facts, column.name)}`), compared('w.value'))})`;
    const select = sql`SELECT count(*) FROM ${work.name} w${joins} WHERE NOT ${like}`;
    counts.push({ table: ref, kind: 'set', select, names: [work, ...named].flatMap(namesOf) });
  }
  return counts;
}

/** A row that got another identity may have taken that of a deleted one (`w`), which is then no row that was left. */
function takenKeys(space: Workspace, ref: TableRef, gone: WorkTable) {
  const updated = space.made('updated', ref);
  const rekeyed = gone.identity.some((column) => space.madeAssigned(ref, column) !== undefined);
  if (updated === undefined || !rekeyed) return { condition: raw(''), named: [] };
  const { joins, identity, named } = finalIdentity(space, ref, updated, null, 'u');
  const same = allOf(
    identity.map((value, i) => sql`${value} = ${comparedAs(space, ref, gone.identity[i] ?? '', `w.k${i}`)}`),
  );
  const condition = sql` WHERE NOT EXISTS (SELECT 1 FROM ${updated.name} u${joins} WHERE ${same})`;
  return { condition, named: [updated, ...named] };
}

/** The identity of the rows `w` after the change, which may have given them another. */
function finalIdentity(space: Workspace, ref: TableRef, work: WorkTable, column: string | null, of = 'w') {
  const joins: Sql[] = [];
  const named: WorkTable[] = [];
  const identity = work.identity.map((key, i) => {
    if (key === column) return raw(`${of}.value`);
    const assigned = space.madeAssigned(ref, key);
    if (assigned === undefined) return raw(`${of}.k${i}`);
    const alias = `b${i}`;
    const equal = work.identity.map((_, j) => raw(`${alias}.k${j} = ${of}.k${j}`));
    named.push(assigned);
    joins.push(sql` LEFT JOIN ${assigned.name} ${raw(alias)} ON ${allOf(equal)}`);
    return raw(`CASE WHEN ${alias}.k0 IS NULL THEN ${of}.k${i} ELSE ${alias}.value END`);
  });
  return { joins: joins.length === 0 ? raw('') : join(joins, ''), identity, named };
}

/** The temporary tables that naming it names. Rows that are spelled out are in none. */
export function namesOf({ few, name }: WorkTable): readonly string[] {
  return few === undefined ? [name.sql] : [];
}

/** MySQL cannot open a temporary table twice in one statement. */
export function togetherNamedOnce<Part extends { readonly names: readonly string[] }>(
  parts: readonly Part[],
): readonly (readonly Part[])[] {
  const statements: { readonly parts: Part[]; readonly names: Set<string> }[] = [];
  for (const part of parts) {
    const free = statements.find(({ names }) => names.isDisjointFrom(new Set(part.names)));
    const into = free ?? { parts: [], names: new Set<string>() };
    if (free === undefined) statements.push(into);
    into.parts.push(part);
    for (const name of part.names) into.names.add(name);
  }
  return statements.map((statement) => statement.parts);
}
