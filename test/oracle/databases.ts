import { expect, test } from 'vitest';
import { quoted } from '../../src-main/dialects/sql/statement.ts';
import { createChanges, type HeldChange } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { reloadModel } from '../../src-main/services/models.ts';
import { engineWords } from '../fuzz/engine-words.ts';
import type { TestEngine } from '../support/engines.ts';
import { type OpenDatabase, openDatabase } from '../support/open-database.ts';
import { readOracle, type Scenario } from './oracle-case.ts';
import { become } from './oracle-database.ts';
import { changeOf, leftOut } from './scenario.ts';
import { createTally } from './tally.ts';

/** Scenarios that were measured on an engine with its foreign keys: each plan must say what was seen. */
export function testDatabases(engine: TestEngine): void {
  test(`${engine.id}: what was measured of its foreign keys is predicted`, async () => {
    const tally = createTally();
    const shared = await openDatabase(engine, []);
    for (const scenario of readOracle<Scenario>('databases')) {
      if (scenario.engine !== engine.id) continue;
      const reason = leftOut(scenario);
      if (reason !== null) {
        tally.leavesOut(reason, scenario.scenario);
        continue;
      }
      const found = leavesMore(scenario) ? await triedAlone(engine, scenario) : await tried(shared, scenario);
      await dropTables(engine, shared);
      if (found.kind === 'left out') tally.leavesOut(found.why, scenario.scenario);
      else if (found.kind === 'agrees') tally.agrees();
      else tally.differs(`${scenario.scenario}: ${found.why}`);
    }
    await shared.close();
    console.log(tally.report(`${engine.id}, scenarios`));
    expect(tally.differences.join('\n')).toBe('');
  }, 900_000);
}

/** `silent`: rows were changed in another way than measured, or were changed though the database refused then. */
type Found =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'left out'; readonly why: string }
  | { readonly kind: 'differs'; readonly why: string; readonly silent: boolean };

/** There may be more than tables to be taken away after it. */
function leavesMore({ schema, steps }: Scenario): boolean {
  return [...schema, ...steps.map(({ sql }) => sql)].some((text) =>
    /^\s*(CREATE (?!TABLE|INDEX|UNIQUE)|DROP (?!TABLE))/i.test(text),
  );
}

async function triedAlone(engine: TestEngine, scenario: Scenario): Promise<Found> {
  const open = await openDatabase(engine, []);
  try {
    return await tried(open, scenario);
  } finally {
    await open.close();
  }
}

async function dropTables(engine: TestEngine, { connection, run }: OpenDatabase): Promise<void> {
  const { relax, restore, dropMore } = engineWords(engine.id);
  await reloadModel(connection);
  const drops = connection.catalog.tables.map(
    ({ schema, name }) => `DROP TABLE IF EXISTS ${quoted(engine.dialect.sql, schema, name)}${dropMore}`,
  );
  if (drops.length > 0) await run(...relax, ...drops, ...restore);
}

/** In a database without tables. */
async function tried(open: OpenDatabase, { schema, steps, final }: Scenario): Promise<Found> {
  const prepared = steps.findIndex(({ sql }) => /^\s*(DELETE|UPDATE)/i.test(sql));
  await open.run(...schema, ...steps.slice(0, prepared).map(({ sql }) => sql));
  await reloadModel(open.connection);
  const changes = createChanges({ plans: createHeldPlans<HeldChange>() });
  for (const { sql, ok } of steps.slice(prepared)) {
    const change = changeOf(sql, open.connection.model);
    if (change === 'no plan') return { kind: 'left out', why: 'it computes values or orders rows' };
    if (change === null) {
      await open.run(sql);
      await reloadModel(open.connection);
      continue;
    }
    const became = await become(changes, open.connection, [change]);
    if (became.kind === 'failed') return { kind: 'differs', why: `${sql}: ${became.why}`, silent: false };
    if ((became.kind === 'applied') !== ok) {
      const why = became.plan.blockers.map(({ message }) => message).join(' ');
      return { kind: 'differs', why: `${sql}: ${ok ? `refused: ${why}` : 'applied'}`, silent: !ok };
    }
  }
  const rows = await contentOf(open, Object.keys(final));
  const mine = JSON.stringify(rows);
  const theirs = JSON.stringify(sorted(final));
  if (mine === theirs) return { kind: 'agrees' };
  return { kind: 'differs', why: `${mine} instead of ${theirs}`, silent: true };
}

async function contentOf(open: OpenDatabase, tables: readonly string[]) {
  const rows: Record<string, readonly (readonly unknown[])[]> = {};
  for (const table of tables) rows[table] = await open.run(`SELECT * FROM ${table}`);
  return sorted(rows);
}

function sorted(rows: Scenario['final']) {
  return Object.fromEntries(
    Object.entries(rows).map(([table, all]) => [
      table,
      all.map((row) => JSON.stringify(row.map(spelled))).sort(),
    ]),
  );
}

/** The record spells what JSON cannot hold as text alone. */
function spelled(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'text' in value ? value.text : value;
}
