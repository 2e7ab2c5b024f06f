import { expect, test } from 'vitest';
import { createChanges, type HeldChange } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { reloadModel } from '../../src-main/services/models.ts';
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
    for (const scenario of readOracle<Scenario>('databases')) {
      if (scenario.engine !== engine.id) continue;
      const reason = leftOut(scenario);
      if (reason !== null) {
        tally.leavesOut(reason, scenario.scenario);
        continue;
      }
      const found = await tried(engine, scenario);
      if (found.kind === 'left out') tally.leavesOut(found.why, scenario.scenario);
      else if (found.kind === 'agrees') tally.agrees();
      else tally.differs(`${scenario.scenario}: ${found.why}`);
    }
    console.log(tally.report(`${engine.id}, scenarios`));
    expect(tally.differences.join('\n')).toBe('');
  }, 900_000);
}

/** `silent`: rows were changed in another way than measured, or were changed though the database refused then. */
type Found =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'left out'; readonly why: string }
  | { readonly kind: 'differs'; readonly why: string; readonly silent: boolean };

async function tried(engine: TestEngine, { schema, steps, final }: Scenario): Promise<Found> {
  const prepared = steps.findIndex(({ sql }) => /^\s*(DELETE|UPDATE)/i.test(sql));
  const open = await openDatabase(engine, [...schema, ...steps.slice(0, prepared).map(({ sql }) => sql)]);
  try {
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
  } finally {
    await open.close();
  }
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
