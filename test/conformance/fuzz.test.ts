import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferentialAction } from '../../src-main/model/relation.ts';
import { type Arena, type Comparison, type Outcome, openArena } from '../fuzz/differential.ts';
import { type FuzzCase, fuzzCase } from '../fuzz/fuzz-case.ts';
import { changeStatement, createStatements, insertStatements } from '../fuzz/fuzz-sql.ts';
import { engines } from '../support/engines.ts';

const all: readonly ReferentialAction[] = [
  'cascade',
  'cascade',
  'restrict',
  'noAction',
  'setNull',
  'setNull',
  'setDefault',
];
/** InnoDB knows neither NO ACTION nor SET DEFAULT: the emulation of what was declared does differ. */
const actions: Readonly<Record<string, readonly ReferentialAction[]>> = {
  mysql: ['cascade', 'cascade', 'restrict', 'setNull', 'setNull'],
};
const seeds = Number(process.env.FUZZ_SEEDS ?? 20);
const first = Number(process.env.FUZZ_SEED ?? 1);

/** Each engine as it is, and with rows in work tables however few they are. */
const ways = engines.flatMap((engine) => {
  const { dialect } = engine;
  const listing = { ...dialect, sql: { ...dialect.sql, spelledKinds: [] } };
  return [
    { ...engine, name: engine.id },
    { ...engine, dialect: listing, name: `${engine.id}, all rows in work tables` },
  ];
});

describe.each(ways)('$name', (engine) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await openArena(engine);
  });
  afterAll(() => arena.close());

  test(`changes of ${seeds} random schemas come out as the database's own foreign keys would have it`, async () => {
    const divergences: string[] = [];
    const seen = { cases: 0, orderFree: 0, otherOrder: 0 };
    for (let seed = first; seed < first + seeds; seed += 1) {
      const fuzz = fuzzCase(seed, actions[engine.id] ?? all);
      for (const one of await compared(fuzz)) {
        seen.cases += 1;
        if (one.orderFree) seen.orderFree += 1;
        const what = divergence(one);
        if (what !== null) divergences.push(report(fuzz, one, what));
        else if (!one.orderFree && one.native.ok !== one.predicted.ok) seen.otherOrder += 1;
      }
    }
    console.log(`${engine.name}: ${JSON.stringify(seen)}`);
    expect(divergences.slice(0, 3).join('\n\n')).toBe('');
  }, 600_000);

  /** Some schemas an engine does not accept: those are no cases. */
  async function compared(fuzz: FuzzCase): Promise<readonly Comparison[]> {
    try {
      return await arena.compare(fuzz);
    } catch (error) {
      throw new Error(`Seed ${fuzz.seed}: ${String(error)}\n${createStatements(fuzz, true).join(';\n')}`, {
        cause: error,
      });
    }
  }
});

/**
 * Where the order of visits does not matter, all three agree. Where it does, what was applied on the database with its
 * foreign keys is what that came to, or was taken back.
 */
function divergence({ orderFree, native, emulated, predicted }: Comparison): string | null {
  const same = (mine: Outcome) =>
    native.ok && mine.ok ? JSON.stringify(native.rows) === JSON.stringify(mine.rows) : native.ok === mine.ok;
  if (orderFree && !same(emulated)) return 'emulated';
  if (orderFree ? !same(predicted) : predicted.ok && !same(predicted)) return 'predicted';
  return null;
}

function report(fuzz: FuzzCase, one: Comparison, what: string): string {
  const schema = [...createStatements(fuzz, true), ...insertStatements(fuzz), changeStatement(one.change)];
  return `Seed ${fuzz.seed}, ${what}, order-free ${one.orderFree}\n${schema.join(';\n')}\n${JSON.stringify(one, ['native', 'emulated', 'predicted', 'ok', 'why', 'rows', ...fuzz.tables.map(({ name }) => name)], 1)}`;
}
