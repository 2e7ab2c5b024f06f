import type { Session } from '../../src-main/dialects/dialect.ts';
import { postgresql } from '../../src-main/dialects/postgresql/index.ts';
import { sqlite } from '../../src-main/dialects/sqlite/index.ts';
import { effectiveRelations } from '../../src-main/engine/effective-relations.ts';
import { isOrderFree, meetsPeculiar } from '../../src-main/engine/order-free.ts';
import { sendOrders } from '../../src-main/engine/prediction/send-orders.ts';
import type { Change } from '../../src-main/model/change.ts';
import { AppError } from '../../src-main/model/error.ts';
import type { Statement } from '../../src-main/model/plan.ts';
import type { ReferentialAction } from '../../src-main/model/relation.ts';
import type { Simulate, Simulation } from '../../src-main/model/simulation.ts';
import { stepByStep } from '../../src-main/services/apply-session.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { inPreview, planAsked } from '../../src-main/services/plan-asked.ts';
import type { TestEngine } from '../support/engines.ts';
import { isAllDone } from './all-done.ts';
import { asChanges, inSentOrder } from './asked-changes.ts';
import { comesRound } from './circles.ts';
import { type Comparison, type Outcome, same } from './comparison.ts';
import { connectionOf, keptFile } from './connect-side.ts';
import { foreseenRows } from './foreseen-rows.ts';
import type { FuzzCase, FuzzChange } from './fuzz-case.ts';
import { changeStatements } from './fuzz-sql.ts';
import { keepsReferences } from './kept-references.ts';
import {
  followsWhole,
  isAlikeButForLetters,
  isInLetters,
  losesBoth,
  withoutLetters,
} from './meant-differences.ts';
import { namedByKeys } from './named-rows.ts';
import { openRoundTrips, type RoundTrip } from './round-trip.ts';
import { openSide } from './side.ts';

/** Whether the changes are also applied and undone, by the number of the case. */
export type Undoing = (number: number) => boolean;

/**
 * Two databases of an engine, one with and one without foreign keys, on which case after case is tried. Whatever is tried
 * is rolled back, or applied and undone, so that the rows of a case are written once.
 */
export async function openArena(engine: TestEngine, undoing: Undoing = () => true) {
  const [withKeys, without, trips] = await Promise.all([
    openSide(engine),
    openSide(engine),
    openRoundTrips(),
  ]);
  let number = 0;
  return {
    /** None where the engine does not accept the schema. */
    async compare(fuzz: FuzzCase): Promise<readonly Comparison[]> {
      if (!(await withKeys.create(fuzz).then(() => true, isSchemaRefused))) return [];
      await without.create({ ...fuzz, keys: [] });
      const native = await connectionOf(engine, withKeys, 'foreignKeys', null);
      const emulated = await connectionOf(engine, without, 'prisma', keptFile(native, without.schema));
      const compared: Comparison[] = [];
      for (const changes of fuzz.changes) compared.push(await compareOne(fuzz, changes, native, emulated));
      return compared;
    },
    close: () => Promise.all([withKeys.close(), without.close(), trips.close()]),
  };

  async function compareOne(
    fuzz: FuzzCase,
    changes: readonly FuzzChange[],
    native: OpenConnection,
    emulated: OpenConnection,
  ): Promise<Comparison> {
    const relations = effectiveRelations(native.model, engine.dialect.info);
    const here = asChanges(changes, withKeys.schema);
    const there = asChanges(changes, without.schema);
    number += 1;
    const undone = undoing(number);
    const byKeys = changes.map((change) => namedByKeys(fuzz, change));
    const inDatabase = async () => {
      const { outcome, warned, sent } = await foresee(native, fuzz, changes, here);
      const ways =
        sent === null
          ? sendOrders(here).map((order) => inSentOrder(byKeys, relations, order).flatMap(asStatements))
          : [sent];
      const done = await firstDone(ways, (way) =>
        withKeys.outcome(fuzz, async (session) => {
          for (const statement of way) await session.run(statement);
        }),
      );
      const back = undone && outcome.ok ? await trips.try(native, withKeys, fuzz, here, outcome.rows) : null;
      return { native: done, predicted: outcome, warned, back };
    };
    const byEngine = async () => {
      const outcome = await without.outcome(fuzz, (session) => write(emulated, there, session));
      const back =
        undone && outcome.ok ? await trips.try(emulated, without, fuzz, there, outcome.rows) : null;
      return { emulated: outcome, back };
    };
    const [{ back, ...by }, { back: otherBack, ...other }] = await Promise.all([inDatabase(), byEngine()]);
    const one = {
      changes,
      orderFree: isOrderFree(here, relations),
      contradicts: by.native.ok && !isAllDone(fuzz, changes, by.native.rows),
      comesRound: comesRound(fuzz, other.emulated),
      leavesOrphans:
        keepsReferences(fuzz, by.native) === false && keepsReferences(fuzz, other.emulated) === true,
      inLetters: isInLetters(fuzz, changes),
      followsWhole: fuzz.text && fuzz.keys.some(followsWhole),
      peculiar: meetsPeculiar(here, relations, native.model.tables, engine.dialect.isPeculiar),
      ...by,
      ...other,
      undone: [back, otherBack].flatMap((trip): readonly RoundTrip[] => (trip === null ? [] : [trip])),
    };
    const elsewhere: Outcome[] = [];
    for (const simulate of one.emulated.ok && !same(one.native, one.emulated) ? otherOrders : []) {
      const dialect = { ...native.dialect, simulate, isPeculiar: () => true };
      elsewhere.push((await foresee({ ...native, dialect }, fuzz, changes, here)).outcome);
    }
    const rest = withoutLetters(fuzz, changes);
    const besideLetters =
      one.inLetters && !same(one.native, one.emulated) && rest.length > 0
        ? [(await foresee(native, fuzz, rest, asChanges(rest, withKeys.schema))).outcome]
        : [];
    const others = one.native.ok ? [one.native] : elsewhere;
    const both = others.some((other) => losesBoth(fuzz, other, one.emulated));
    const alikeButForLetters = isAlikeButForLetters(fuzz, one.emulated, [
      one.native,
      ...elsewhere,
      ...besideLetters,
    ]);
    return { ...one, elsewhere, losesBoth: both, alikeButForLetters };
  }
}

const otherOrders: readonly Simulate[] = [
  postgresql.simulate,
  sqlite.simulate,
  (simulation) => postgresql.simulate(lookingAtTheEnd(simulation)),
  (simulation) => sqlite.simulate(lookingAtTheEnd(simulation)),
];

/** Nothing is forbidden on the way, neither by RESTRICT, to which rows that are asked for are excused. */
function lookingAtTheEnd(simulation: Simulation): Simulation {
  const late = (action: ReferentialAction) => (action === 'restrict' ? 'noAction' : action);
  const relations = simulation.relations.map((one) => {
    const { onDelete, onUpdate } = one.relation;
    const relation = { ...one.relation, onDelete: late(onDelete), onUpdate: late(onUpdate), deferred: true };
    return { ...one, relation };
  });
  return { ...simulation, relations };
}

/** The first way that the database accepts, or what it said to the first of all. */
async function firstDone<T>(ways: readonly T[], attempt: (way: T) => Promise<Outcome>): Promise<Outcome> {
  let refusal: Outcome | null = null;
  for (const way of ways) {
    const outcome = await attempt(way);
    if (outcome.ok) return outcome;
    refusal ??= outcome;
  }
  return refusal ?? { ok: false, why: 'There is no way.' };
}

async function write(connection: OpenConnection, changes: readonly Change[], own: Session) {
  const session = stepByStep(own);
  const { planned } = await planAsked(connection, asked(changes), session, true, undefined);
  refuseBlocked(planned.blockers);
  for (const { statement } of planned.writes) await session.run(statement);
}

async function foresee(
  connection: OpenConnection,
  fuzz: FuzzCase,
  changes: readonly FuzzChange[],
  here: readonly Change[],
) {
  return inPreview(connection, async (session) => {
    const { planned, sets } = await planAsked(connection, asked(here), stepByStep(session), false, undefined);
    const [blocker] = planned.blockers;
    const outcome: Outcome =
      blocker === undefined
        ? { ok: true, rows: await foreseenRows(fuzz, changes, planned.effects, sets) }
        : { ok: false, why: blockedText(blocker) };
    const warned = planned.warnings.some(({ rule }) => rule === 'orderDependent');
    return { outcome, warned, sent: outcome.ok ? planned.statements : null };
  });
}

function asked(changes: readonly Change[]) {
  return { changes, undo: null };
}

function asStatements(change: FuzzChange): readonly Statement[] {
  return changeStatements(change).map((text) => ({ text, params: [] }));
}

export type Arena = Awaited<ReturnType<typeof openArena>>;

function isSchemaRefused(error: unknown): false {
  if (error instanceof AppError && error.code === 'request.invalid') return false;
  throw error;
}

function blockedText({ message }: { readonly message: string }): string {
  return `plan.blocked: ${message}`;
}

function refuseBlocked([first]: readonly { readonly message: string }[]): void {
  if (first !== undefined) throw new AppError('plan.blocked', first.message);
}
