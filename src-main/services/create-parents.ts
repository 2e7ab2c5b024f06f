import type { Session } from '../dialects/dialect.ts';
import { highestOf, missingKeys, partlyNull } from '../dialects/sql/orphans.ts';
import { effectiveRelations } from '../engine/effective-relations.ts';
import { numericKinds } from '../engine/prediction/rank-values.ts';
import { type StubColumn, stubColumns } from '../engine/stub-columns.ts';
import { type Making, makeValues } from '../engine/stub-values.ts';
import type { Change } from '../model/change.ts';
import { quantity } from '../model/count-text.ts';
import { sameTable, tableText } from '../model/identity.ts';
import type { Warning } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';
import { type Row, type Value, valueText } from '../model/value.ts';
import { inPreview } from './plan-asked.ts';
import type { RepairQuestion } from './repair-changes.ts';

/** Parents that are created at once. */
const keysAtOnce = 10_000;

type Asked = Pick<RepairQuestion, 'connection' | 'relation' | 'values' | 'together' | 'signal'>;

/** The parents that orphans lack, with made-up values where a column has to have one and nobody gave it. */
export async function createParents(
  question: Asked,
): Promise<{ readonly changes: readonly Change[]; readonly notes: readonly Warning[] }> {
  const { connection, relation, values, together, signal } = question;
  const { sql } = connection.dialect;
  const { table, columns } = relation.parent;
  const keyText = (key: readonly Value[]) => JSON.stringify(key);
  const there = new Set(together.map((row) => keyText(columns.map((name) => row[name] ?? null))));
  return inPreview(connection, async (session) => {
    const found = await session.run(missingKeys(sql, relation, keysAtOnce + 1), signal);
    // A parent that several relations miss is created once.
    const keys = found.rows.slice(0, keysAtOnce).filter((key) => !there.has(keyText(key)));
    const stubs = await makings(question, session, keys.length);
    const rows = keys.map(
      (key, place): Row => ({
        ...Object.fromEntries(
          stubs.flatMap(({ stub, make }) =>
            typeof make === 'string'
              ? []
              : [[stub.column.name, make({ number: together.length + place, key })]],
          ),
        ),
        ...values,
        ...Object.fromEntries(columns.map((name, i) => [name, key[i] ?? null])),
      }),
    );
    const notes = keys.length === 0 ? [] : stubs.map((one) => stubNote(question, one, rows));
    if (found.rows.length > keysAtOnce) {
      const message = `These are the first ${quantity(keysAtOnce, 'missing row')} of ${tableText(table)}; repair again for the others.`;
      notes.push(note(relation, message));
    }
    notes.push(...(await partlyNote(question, session)));
    return { changes: [{ kind: 'insert', table, rows, parentsFor: relation.id }], notes };
  });
}

type Stub = { readonly stub: StubColumn; readonly make: Making };

async function makings(
  { connection, relation, values, together, signal }: Asked,
  session: Session,
  count: number,
): Promise<readonly Stub[]> {
  const { model, dialect } = connection;
  const table = model.tables.find((one) => sameTable(one, relation.parent.table));
  if (table === undefined) return [];
  const stubs: Stub[] = [];
  for (const stub of stubColumns(relation, table, effectiveRelations(model, dialect.info), values ?? {})) {
    const { column, distinct, references } = stub;
    if (references !== null) {
      stubs.push({ stub, make: `it references ${tableText(references.parent.table)}` });
      continue;
    }
    let highest: bigint | null = null;
    if (distinct && numericKinds.has(column.kind)) {
      const { rows } = await session.run(highestOf(dialect.sql, table, column.name), signal);
      highest = highestOfAll([rows[0]?.[0] ?? null, ...together.map((row) => row[column.name] ?? null)]);
    }
    stubs.push({ stub, make: makeValues(column, distinct, together.length + count, highest) });
  }
  return stubs;
}

/** Without their fractions; null: none is a number. */
function highestOfAll(values: readonly Value[]): bigint | null {
  const wholes = values.flatMap((value) => {
    const [whole] = /^-?\d+(?![\de])/.exec(valueText(value)) ?? [];
    return whole === undefined ? [] : [BigInt(whole)];
  });
  return wholes.reduce<bigint | null>((most, one) => (most === null || one > most ? one : most), null);
}

function stubNote({ relation, values }: Asked, { stub, make }: Stub, rows: readonly Row[]): Warning {
  const { column, distinct } = stub;
  const needs = `${tableText(relation.parent.table)}.${column.name} may not be NULL and has no default`;
  if (typeof make === 'string') {
    const message = `${needs}, and no value was made up for it: ${make}. ${values === null ? 'Repair these orphans by themselves first, with a value for it.' : 'Give one in "values".'}`;
    return { rule: 'valueNeeded', relation: relation.id, message };
  }
  const first = valueText(rows[0]?.[column.name] ?? null);
  const last = valueText(rows.at(-1)?.[column.name] ?? null);
  const which = distinct && first !== last ? `values of their own, from ${first} to ${last}` : first || `''`;
  const message = `${needs}: the new rows get ${which}.${values === null ? '' : ' "values" may give another.'}`;
  return { rule: 'madeUp', relation: relation.id, message };
}

async function partlyNote(
  { connection, relation, signal }: Asked,
  session: Session,
): Promise<readonly Warning[]> {
  if (relation.match !== 'full') return [];
  const { rows } = await session.run(partlyNull(connection.dialect.sql, relation), signal);
  const partly = Number(rows[0]?.[0] ?? 0);
  if (partly === 0) return [];
  const message = `${quantity(partly, 'row')} of ${tableText(relation.child.table)} reference in part only, which MATCH FULL forbids and no parent mends: repair them in another way.`;
  return [note(relation, message)];
}

function note({ id }: Relation, message: string): Warning {
  return { rule: 'orphansLeft', relation: id, message };
}
