import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestEngine } from '../support/engines.ts';
import { followed, wholeSubtree } from './divergences.ts';
import { engineSuite } from './engine-suite.ts';
import { measured } from './measured.ts';
import { clientRefuses, type NotApplicable, type Runnable, unknown } from './operation.ts';
import { type OracleCase, otherCategories, readOracle } from './oracle-case.ts';
import { type OracleDatabase, type Outcome, openOracleDatabase } from './oracle-database.ts';
import { leavesOrphans, outcomeOn, type RightOutcome, rightOutcome, startingRows } from './right-outcome.ts';
import { special } from './special.ts';
import { suite } from './suite.ts';
import { suiteSingle } from './suite-singles.ts';
import { createTally } from './tally.ts';

const cases = readOracle<OracleCase>('relation-modes').map((oracle) => ({
  oracle,
  runs: runnableOf(oracle),
}));
const fixtures = cases.flatMap(({ runs }) => ('reason' in runs ? [] : [runs.fixture]));
const twins = new Map(
  cases
    .filter(({ oracle }) => oracle.mode === 'foreignKeys')
    .map(({ oracle }) => [twinKey(oracle), oracle] as const),
);

/** All cases that are sets of changes, on one engine in both modes. */
export function describeRelationModes(engine: TestEngine): void {
  describe(engine.id, () => {
    let emulated: OracleDatabase;
    let enforced: OracleDatabase;
    beforeAll(async () => {
      emulated = await openOracleDatabase(engine, 'prisma', fixtures);
      enforced = await openOracleDatabase(engine, 'foreignKeys', fixtures);
    });
    afterAll(async () => {
      await emulated.close();
      await enforced.close();
    });

    test('emulation gives what foreign keys give', async () => {
      const tally = createTally();
      const outcomes = remember(emulated);
      const native = remember(enforced);
      for (const { oracle, runs } of cases) {
        const right = 'reason' in runs ? runs : await emulatedOutcome(oracle, runs, native);
        if ('reason' in runs || 'reason' in right) {
          tally.leavesOut('reason' in right ? right.reason : unknown.reason, oracle.id);
          continue;
        }
        const difference = compare(await outcomes(runs), right);
        if (difference === null) tally.agrees();
        else tally.differs(`${title(oracle)}: ${difference}`);
      }
      console.log(tally.report(`${engine.id}, emulated`));
      expect(tally.differences.slice(0, 20).join('\n')).toBe('');
    }, 900_000);

    test('the preview predicts what the foreign keys of the database do', async () => {
      const tally = createTally();
      const outcomes = remember(enforced);
      for (const { oracle, runs } of cases) {
        if (oracle.mode !== 'foreignKeys') continue;
        const right = 'reason' in runs ? runs : enforcedOutcome(oracle, runs, engine.id);
        if ('reason' in runs || 'reason' in right) {
          tally.leavesOut('reason' in right ? right.reason : unknown.reason, oracle.id);
          continue;
        }
        const outcome = await outcomes(runs);
        const difference = compare(outcome, right);
        if (difference === null) tally.agrees();
        else tally.differs(`${title(oracle)}: ${difference}`);
      }
      console.log(tally.report(`${engine.id}, predicted`));
      expect(tally.differences.slice(0, 20).join('\n')).toBe('');
    }, 900_000);
  });
}

function runnableOf(oracle: OracleCase): Runnable | NotApplicable {
  if (oracle.outcomes.length === 0)
    return { reason: otherCategories[oracle.category] ?? 'measured on other engines alone' };
  if (oracle.outcomes.every(({ result }) => result === 'ClientValidationError')) return clientRefuses;
  if (oracle.category === 'suite') {
    const runs = suite(oracle);
    return 'reason' in runs ? suiteSingle(oracle) : runs;
  }
  if (oracle.category === 'engine-suite') return engineSuite(oracle);
  const runs = measured(oracle);
  return 'reason' in runs && runs === unknown ? special(oracle) : runs;
}

function twinKey({ relation, required, onDelete, onUpdate, fixture, operation }: OracleCase): string {
  return JSON.stringify([relation, required, onDelete, onUpdate, fixture, operation]);
}

type Outcomes = (runs: Runnable) => Promise<Outcome>;

/**
 * What foreign keys give for a case of either mode. Where engines differ, what PostgreSQL does (D12, D13, and what InnoDB
 * cannot: SET DEFAULT, NO ACTION, a cascade onto the table it started from). A defect that has no twin among the cases is
 * compared with what the foreign keys do here, and U1 must be refused; any other case is its own twin.
 */
async function emulatedOutcome(
  oracle: OracleCase,
  runs: Runnable,
  native: Outcomes,
): Promise<RightOutcome | NotApplicable> {
  const twin = oracle.mode === 'foreignKeys' ? oracle : twins.get(twinKey(oracle));
  const preferred = ['postgresql', 'sqlite', 'mysql'];
  const outcome = outcomeOn(twin ?? oracle, [followed[oracle.id] ?? '', ...preferred]);
  if (outcome?.result === 'ClientValidationError') return clientRefuses;
  const right = outcome === undefined ? null : rightOutcome(outcome, runs);
  if (right === null) return unknown;
  if (twin !== undefined) return right;
  if (wholeSubtree.includes(oracle.id)) return { ...right, applied: true, rows: { C: [] } };
  const defect = outcome?.defect ?? (leavesOrphans(right, runs) ? 'U1' : null);
  if (defect === null) return right;
  if (defect === 'U1') return { ...refused, rows: startingRows(runs) };
  const { last, rows } = await native(runs);
  return last.kind === 'failed'
    ? { reason: 'a defect whose twin is not among the cases' }
    : { ...refused, applied: last.kind === 'applied', rows };
}

const refused = { applied: false, missing: false };

function enforcedOutcome(oracle: OracleCase, runs: Runnable, engine: string): RightOutcome | NotApplicable {
  const outcome = outcomeOn(oracle, [engine]);
  if (outcome === undefined) return { reason: 'not measured on this engine' };
  if (outcome.result === 'ClientValidationError') return clientRefuses;
  return rightOutcome(outcome, runs) ?? unknown;
}

/** Different cases ask for the same changes on the same rows: each is done once. */
function remember(database: OracleDatabase): Outcomes {
  const known = new Map<string, Promise<Outcome>>();
  return (runs) => {
    const key = JSON.stringify(runs);
    const outcome = known.get(key) ?? database.run(runs);
    known.set(key, outcome);
    return outcome;
  };
}

function compare({ last, rows }: Outcome, right: RightOutcome): string | null {
  if (last.kind === 'failed') return `only the database refused: ${last.why}`;
  const warned = last.plan.warnings.some(({ rule }) => rule === 'rowsMissing');
  const applied = last.kind === 'applied' && !(right.missing && warned);
  if (applied !== right.applied) {
    const why = last.plan.blockers.map(({ message }) => message).join(' ');
    return right.applied ? `refused: ${why}` : 'applied instead of refused';
  }
  const mine = JSON.stringify(rows);
  const theirs = JSON.stringify(right.rows);
  return mine === theirs ? null : `${mine} instead of ${theirs}`;
}

function title({ id, mode, relation, required, onDelete, onUpdate, operation }: OracleCase): string {
  return `${id} ${mode} ${relation} ${required === true ? 'required' : 'optional'} ${onDelete}/${onUpdate}: ${operation}`;
}
