import type { Fixture, FixtureTable } from './fixture.ts';
import type { Runnable } from './operation.ts';
import type { OracleCase, OracleOutcome } from './oracle-case.ts';

/** What must become of a case: applied or refused, with these rows afterwards (as in `Outcome.rows`). */
export type RightOutcome = {
  readonly applied: boolean;
  /** Nothing was there to be changed, which Prisma calls an error. */
  readonly missing: boolean;
  readonly rows: Readonly<Record<string, readonly string[]>>;
};

/** The outcome on the first of these engines that has one. */
export function outcomeOn(oracle: OracleCase, preferred: readonly string[]): OracleOutcome | undefined {
  for (const engine of preferred) {
    const found = oracle.outcomes.find(({ on }) => on.includes(engine));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function rightOutcome(
  { result, state: told }: OracleOutcome,
  { fixture, states = {} }: Runnable,
): RightOutcome | null {
  const state = typeof told === 'string' ? (states[told] ?? told) : told;
  const rows: Record<string, readonly string[]> = {};
  for (const table of fixture.tables) {
    const shown = shownRows(table, state);
    if (shown === null) return null;
    rows[table.name] = shown;
  }
  return { applied: result === 'ok', missing: result === 'P2025' || result === 'P2018', rows };
}

/** The rows that a case starts from. */
export function startingRows({ fixture }: Runnable): RightOutcome['rows'] {
  return Object.fromEntries(fixture.tables.map((table) => [table.name, shownRows(table, 'unchanged') ?? []]));
}

function shownRows(table: FixtureTable, state: unknown): readonly string[] | null {
  if (state === 'unchanged') {
    const at = table.shown.map((column) => Object.keys(table.columns).indexOf(column));
    return table.rows.map((row) => JSON.stringify(at.map((i) => row[i] ?? null))).sort();
  }
  if (typeof state !== 'object' || state === null) return null;
  const rows: unknown = Object.entries(state).find(([name]) => name === table.name)?.[1];
  return Array.isArray(rows) ? rows.map((row) => JSON.stringify(spelledOut(row))).sort() : null;
}

/** Prisma's suites are kept as `id`, `id→reference` and `category/post`. */
function spelledOut(row: unknown): unknown {
  if (Array.isArray(row)) return row;
  if (typeof row !== 'string') return [String(row)];
  return row.split(/[→/]/).map((part) => (part === 'null' ? null : part));
}

/** U1: what Prisma's emulation accepted although the reference finds no parent. */
export function leavesOrphans({ rows }: RightOutcome, { fixture }: Runnable): boolean {
  return fixture.relations.some(({ child, columns, parent, parentColumns }) => {
    const parents = new Set(valuesOf(fixture, rows, parent, parentColumns).map((key) => JSON.stringify(key)));
    return valuesOf(fixture, rows, child, columns).some(
      (reference) => !reference.includes(null) && !parents.has(JSON.stringify(reference)),
    );
  });
}

function valuesOf({ tables }: Fixture, rows: RightOutcome['rows'], name: string, columns: readonly string[]) {
  const shown = tables.find((table) => table.name === name)?.shown ?? [];
  return (rows[name] ?? []).map((text) => {
    const row: readonly unknown[] = JSON.parse(text);
    return columns.map((column) => row[shown.indexOf(column)] ?? null);
  });
}
