import type { SqlFacts } from '../dialects/dialect.ts';
import { quoted } from '../dialects/sql/statement.ts';
import type { Table, TableRef } from '../model/catalog.ts';
import { AppError } from '../model/error.ts';
import { rowIdentity, sameTable } from '../model/identity.ts';
import type { Write } from '../model/row-sets.ts';
import { integerValue, type Row, type Value, valueText } from '../model/value.ts';
import type { ApplySession, Issued } from './apply-session.ts';
import type { Progress } from './change-progress.ts';
import { createMadeRows } from './made-rows.ts';

/** Takes note of rows as they are written. */
export type WriteTracer = {
  /** The keys of rows that were inserted; null: nobody can know them. */
  inserted(table: TableRef, keys: readonly Row[] | null): void;
  /** Sends a write that gives the rows it deletes, and says how many. */
  deleted(deletes: NonNullable<Write['deletes']>): Promise<number>;
};

type Parts = {
  readonly session: ApplySession;
  readonly facts: SqlFacts;
  readonly tables: readonly Table[];
  readonly signal: AbortSignal | undefined;
  readonly progress: Progress;
};

/** Sends the writes of a plan one after the other, each of which must match as many rows as planned. `plan.stale`. */
export async function sendWrites(
  parts: Parts,
  writes: readonly Write[],
  tracer: WriteTracer | null,
): Promise<Issued<unknown>> {
  const made = createMadeRows();
  const sent: Issued<unknown>[] = [];
  for (const planned of writes) {
    const write = made.filled(planned);
    const { inserts, deletes } = write;
    if (tracer !== null && deletes !== undefined) {
      sent.push(await parts.session.issue(async () => check(write, await tracer.deleted(deletes))));
    } else if (inserts !== undefined && (tracer !== null || made.isAwaited(inserts))) {
      const rows = inserts.rows.map(({ row }) => row);
      const identity = identityOf(parts.tables, inserts.table);
      const given = givenKeys(rows, identity);
      if (given !== undefined) sent.push(await parts.session.issue(() => send(parts, write)));
      const keys =
        given === undefined
          ? await insertTraced(parts, write, { table: inserts.table, rows }, identity ?? [])
          : given;
      made.note(inserts, keys);
      tracer?.inserted(inserts.table, keys);
    } else {
      sent.push(await parts.session.issue(() => send(parts, write)));
    }
  }
  return parts.session.issue(() => Promise.all(sent.map(({ outcome }) => outcome)));
}

async function send({ session, signal, progress }: Parts, write: Write) {
  const { table } = write;
  if (table !== undefined) progress.at(table);
  const result = await session.run(write.statement, signal);
  const matched = write.answers ? Number(valueText(result.rows[0]?.[0] ?? null)) : result.affected;
  check(write, matched);
  if (table !== undefined) progress.at(table, matched);
  return result;
}

function check({ statement, expected, atMost }: Write, affected: number): void {
  if (affected === expected || (atMost && affected < expected)) return;
  throw new AppError(
    'plan.stale',
    `A statement matched ${affected} rows instead of ${expected}, so everything was rolled back: ${statement.text}`,
    { hint: 'A trigger or rule of the database may interfere; preview again to see the rows as they are.' },
  );
}

/** The keys of new rows, as far as they are known beforehand; null: they have none. */
function givenKeys(
  rows: readonly Row[],
  identity: readonly string[] | null,
): readonly Row[] | null | undefined {
  if (identity === null) return null;
  if (!identity.every((name) => rows.every((row) => (row[name] ?? null) !== null))) return undefined;
  return rows.map((row) => Object.fromEntries(identity.map((name) => [name, row[name] ?? null])));
}

/** Inserts and gives the keys of the new rows; null where the database does not tell them. */
async function insertTraced(
  parts: Parts,
  write: Write,
  { table, rows }: { readonly table: TableRef; readonly rows: readonly Row[] },
  identity: readonly string[],
): Promise<readonly Row[] | null> {
  const { facts, session } = parts;
  if (facts.generatedKeys === 'returning') {
    const names = identity.map((name) => quoted(facts, name)).join(', ');
    const { text, params } = write.statement;
    const result = await send(parts, { ...write, statement: { text: `${text} RETURNING ${names}`, params } });
    return result.rows.map((values) =>
      Object.fromEntries(identity.map((name, i) => [name, values[i] ?? null])),
    );
  }
  await send(parts, write);
  const [name] = identity;
  const numbered = parts.tables
    .find((candidate) => sameTable(candidate, table))
    ?.columns.find((column) => column.name === name)?.identity;
  const noneGiven = rows.every((row) => name === undefined || (row[name] ?? null) === null);
  if (name === undefined || identity.length > 1 || (numbered ?? null) === null || !noneGiven) return null;
  const { first, step } = facts.generatedKeys;
  const asked = await session.run({ text: `SELECT ${first}, ${step}`, params: [] }, parts.signal);
  const [from = null, by = null] = asked.rows[0] ?? [];
  return rows.map((_, i) => ({ [name]: numberAfter(from, by, i) }));
}

function identityOf(tables: readonly Table[], table: TableRef): readonly string[] | null {
  const found = tables.find((candidate) => sameTable(candidate, table));
  return found === undefined ? null : rowIdentity(found);
}

function numberAfter(first: Value, step: Value, times: number): Value {
  return integerValue(BigInt(valueText(first)) + BigInt(valueText(step)) * BigInt(times));
}
