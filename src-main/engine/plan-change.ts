import type { ForeignKey, TableRef } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import { rowIdentity, sameTable, tableKey, tableText } from '../model/identity.ts';
import type { KeysOff } from '../model/keys-off.ts';
import type { ChangePlan, Effect, Warning } from '../model/plan.ts';
import type { Relation, RelationModel } from '../model/relation.ts';
import type { RowSets, Write } from '../model/row-sets.ts';
import type { Simulate } from '../model/simulation.ts';
import { findAmbiguities } from './ambiguities.ts';
import { findBlockers } from './blockers.ts';
import { checkChanges } from './check-changes.ts';
import { createEffects, type Effects } from './effects.ts';
import { judgeExpressions } from './expressions.ts';
import { insertEffects, markInserts } from './inserts.ts';
import { insertBatches } from './new-rows.ts';
import { type IsPeculiar, isOrderFree, meetsPeculiar } from './order-free.ts';
import { markFates, refusalBlocker } from './prediction/outcome.ts';
import { predictAsked } from './prediction/predict-asked.ts';
import { type SendOrder, sendOrders } from './prediction/send-orders.ts';
import { reach } from './reached.ts';
import { cascadesFrom, childrenFirst } from './table-order.ts';
import { tooManyRows } from './too-many-rows.ts';
import { createOffers } from './ways/offers.ts';

/** A plan before it is held: without its id, and with what an apply checks. `fingerprint` is what its digest is made of. */
export type PlannedChange = Omit<ChangePlan, 'plan' | 'digest'> & {
  readonly writes: readonly Write[];
  readonly fingerprint: string;
  /** Tables with rows marked, to be verified after the writes. */
  readonly marked: readonly TableRef[];
  /** Nothing but the writes acts on these tables, no foreign key and no trigger: what a statement counts is all it does. */
  readonly alone: boolean;
  /** The foreign keys that have to do nothing while it is applied. Absent or null: they act. */
  readonly off?: KeysOff | null;
};

type Question = {
  readonly changes: readonly Change[];
  readonly model: RelationModel;
  /** The relations that act, with their effective actions. */
  readonly relations: readonly Relation[];
  readonly sets: RowSets;
  /** Whether somebody will look at it: rows of each effect are read as a sample. */
  readonly shown: boolean;
  /** How the database acts by itself; absent: where its order of visits matters, the plan warns of that. */
  readonly database?: {
    readonly simulate: Simulate;
    readonly isPeculiar: IsPeculiar;
    readonly foreignKeys: readonly ForeignKey[];
    /** How many tables a chain of cascades may take; null: any number. */
    readonly cascadeDepth: number | null;
  };
};

/**
 * Plans a set of changes: all rows that they reach, what forbids them, and what has to be sent. Writes nothing.
 * `request.invalid` for changes that name what does not exist; what the data forbids is a blocker of the plan.
 */
export async function planChange(question: Question): Promise<PlannedChange> {
  const { changes, model, sets, shown } = question;
  checkChanges(changes, model.tables, model.relations);
  const enforcedBy = model.mode === 'foreignKeys' ? 'database' : 'engine';
  const { effects, ...planned } = await planOutcome(question, enforcedBy);
  const complete = sets.stoppedAt() === null;
  const judged = complete
    ? await judgeExpressions({ ...question, tables: model.tables, enforcedBy, effects })
    : { blockers: [], warnings: [] };
  const blockers = [...planned.blockers, ...judged.blockers];
  const writes = blockers.length > 0 ? [] : planned.writes;
  const warnings = [...planned.warnings, ...judged.warnings];
  const listed = await listEffects(effects, changes, model.relations, sets, shown);
  const marked = effects.tables();
  const fingerprints = await Promise.all(
    (complete ? marked : []).map(async (table) => `${tableKey(table)} ${await sets.fingerprint(table)}`),
  );
  const outcome = listed.map(({ sample: _, ...effect }) => effect);
  return {
    mode: model.mode,
    enforcedBy,
    effects: listed,
    totals: totalsOf(listed),
    blockers,
    warnings: [...(complete ? missingRows(changes, effects, listed) : []), ...warnings],
    writes,
    statements: writes.map(({ statement }) => statement),
    fingerprint: JSON.stringify([
      model.mode,
      outcome,
      blockers.map(({ sample: _, ways: __, ...rest }) => rest),
      fingerprints,
      changes,
    ]),
    marked,
    alone: enforcedBy === 'engine' && !isTriggered(marked, model),
  };
}

export function isTriggered(refs: readonly TableRef[], { tables }: RelationModel): boolean {
  return tables.some((table) => table.triggered && refs.some((ref) => sameTable(ref, table)));
}

type Outcome = Pick<PlannedChange, 'blockers' | 'warnings' | 'writes'> & { readonly effects: Effects };

/** What follows from the changes by the rules; where the database goes its own way, what it makes of them. */
async function planOutcome(
  { changes, model, relations, sets, database }: Question,
  enforcedBy: ChangePlan['enforcedBy'],
): Promise<Outcome> {
  const effects = createEffects();
  const identified = new Set(model.tables.filter((table) => rowIdentity(table) !== null).map(tableKey));
  await markInserts(changes, relations, sets, effects);
  const parts = { changes, relations, sets, effects, identified };
  const reached = await reach({ ...parts, tables: model.tables, declared: model.relations });
  const limit = sets.stoppedAt();
  const [first] = changes;
  if (limit !== null && first !== undefined) {
    return { effects, blockers: [tooManyRows(first.table, limit)], warnings: [], writes: [] };
  }
  const offers = createOffers({ changes, tables: model.tables, relations, sets, effects, reached });
  const found = [
    ...(await findBlockers({
      changes,
      tables: model.tables,
      relations,
      declared: model.relations,
      sets,
      reached,
      askedDeletes: effects.asked('delete'),
      offers,
    })),
  ];
  if (enforcedBy === 'engine' && found.length === 0 && !isOrderFree(changes, relations)) {
    found.push(...(await findAmbiguities({ changes, relations, sets, reached, effects })));
  }
  const asRules = { effects, blockers: found, warnings: [], writes: [] };
  const spell = (order: SendOrder, of = sets) =>
    listWrites({ changes, relations, sets: of, effects, enforcedBy, order });
  const [usual] = enforcedBy === 'engine' ? [freeingKeys] : sendOrders(changes);
  const isPeculiar = database?.isPeculiar ?? (() => false);
  const asRulesSay =
    !isInParts(changes, relations) &&
    isOrderFree(changes, relations, database?.cascadeDepth) &&
    !meetsPeculiar(changes, relations, model.tables, isPeculiar);
  if (enforcedBy === 'engine' || asRulesSay) {
    return found.length > 0 ? asRules : { ...asRules, writes: await spell(usual) };
  }
  const ordered = childrenFirst(effects.tables(), relations);
  const asked =
    database === undefined
      ? null
      : await predictAsked({
          ...database,
          changes,
          tables: model.tables,
          relations,
          sets,
          effects,
          ordered,
          updated: ordered,
          updates: effects.asked('update'),
        });
  if (asked === null) {
    return { ...asRules, warnings: [orderWarning], writes: found.length > 0 ? [] : await spell(usual) };
  }
  const { outcome, order, askedBy } = asked.prediction;
  if (outcome.refusal !== null) {
    const refusal = await refusalBlocker(outcome.refusal, model.relations, offers);
    const known = found.length > 0 && refusal.rule !== 'actionUnsupported';
    return { ...asRules, blockers: known ? found : [refusal, ...found] };
  }
  const writes = await spell(order, asked.sets);
  const predicted = createEffects(effects.all().filter(({ cause }) => cause === null));
  await sets.markOutcome(markFates(outcome.fates, askedBy, predicted));
  return { effects: predicted, blockers: [], warnings: [], writes };
}

const orderWarning: Warning = {
  rule: 'orderDependent',
  relation: null,
  message:
    'Several relations reach the same rows, so that the outcome may depend on the order in which the database visits its foreign keys; if it comes to anything else than what is shown here, nothing is changed.',
};

/** Nothing enforces an order where the engine writes all that follows itself: the keys that deletes free can be taken. */
const freeingKeys: SendOrder = ['delete', 'update', 'insert'];

/**
 * What the database finds on the way is not what all changes together leave: they are sent kind by kind, and rows to
 * insert that may reference each other come one after the other.
 */
function isInParts(changes: readonly Change[], relations: readonly Relation[]): boolean {
  if (new Set(changes.map(({ kind }) => kind)).size > 1) return true;
  const inserts = changes.filter((change) => change.kind === 'insert');
  const inserted = new Set(inserts.map(({ table }) => tableKey(table)));
  // Rows that take a key from another wait for it: they come after it in any case.
  if (inserts.some(({ references }) => (references ?? []).length > 0)) return false;
  return (
    inserts.reduce((sum, { rows }) => sum + rows.length, 0) > 1 &&
    relations.some(
      ({ child, parent }) => inserted.has(tableKey(child.table)) && inserted.has(tableKey(parent.table)),
    )
  );
}

async function listEffects(
  effects: Effects,
  changes: readonly Change[],
  relations: readonly Relation[],
  sets: RowSets,
  shown: boolean,
): Promise<readonly Effect[]> {
  const counts = new Map(
    await Promise.all(
      effects.tables().map(async (table) => [tableKey(table), await sets.counts(table)] as const),
    ),
  );
  const columnsSet = new Map<string, ReadonlyMap<number, readonly string[]>>();
  const updates = effects.all().filter(({ action }) => action === 'update');
  for (const group of Map.groupBy(updates, ({ table }) => tableKey(table)).values()) {
    // One effect alone, or effects that set the same columns, have all that is set.
    const [first] = group;
    if (first === undefined || group.every(({ columns }) => sameColumns(columns, first.columns))) continue;
    columnsSet.set(tableKey(first.table), await sets.columnsSet(first.table));
  }
  const exact = sets.stoppedAt() === null;
  const listed = effects.all().map(async (planned): Promise<readonly Effect[]> => {
    const { id, table, action, columns } = planned;
    if (action === 'insert') return insertEffects(changes, relations, planned);
    const count = counts.get(tableKey(table))?.get(id) ?? 0;
    if (count === 0 && planned.cause !== null) return [];
    const sample = count === 0 || !shown ? [] : await sets.sample(table, action, id);
    const set = action === 'update' ? columnsSet.get(tableKey(table))?.get(id) : undefined;
    return [{ ...planned, count, exact, columns: set ?? [...columns], sample }];
  });
  return (await Promise.all(listed)).flat();
}

function sameColumns(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && a.isSubsetOf(b);
}

export function totalsOf(effects: readonly Effect[]): ChangePlan['totals'] {
  const groups = Map.groupBy(effects, ({ table, action }) => `${action} ${tableKey(table)}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const count = group.reduce((sum, effect) => sum + effect.count, 0);
    const total = { table: first.table, action: first.action, count };
    return [group.every(({ exact }) => exact) ? total : { ...total, exact: false }];
  });
}

/** Rows named by key that are not there (any more). */
function missingRows(
  changes: readonly Change[],
  effects: Effects,
  listed: readonly Effect[],
): readonly Warning[] {
  const asked = effects.all().filter(({ cause }) => cause === null);
  return changes.flatMap((change) => {
    if (change.kind === 'insert' || !('keys' in change.where)) return [];
    const named = new Set(change.where.keys.map((key) => JSON.stringify(key))).size;
    const ids = asked
      .filter(({ table, action }) => sameTable(table, change.table) && action === change.kind)
      .map(({ id }) => id);
    const found = listed.filter(({ id }) => ids.includes(id)).reduce((sum, { count }) => sum + count, 0);
    if (found >= named) return [];
    const message = `${named - found} of ${named} rows of ${tableText(change.table)} that were named are not there any more, or are deleted by this change as well.`;
    return [{ rule: 'rowsMissing', relation: null, message }];
  });
}

/** What has to be sent, kind by kind: by the engine all that follows, to the database only what was asked for. */
async function listWrites(
  parts: Pick<Question, 'changes' | 'relations' | 'sets'> & {
    readonly effects: Effects;
    readonly enforcedBy: ChangePlan['enforcedBy'];
    readonly order: SendOrder;
  },
): Promise<readonly Write[]> {
  const { changes, relations, sets, effects, enforcedBy, order } = parts;
  const tables = childrenFirst(effects.tables(), relations);
  const all = enforcedBy === 'engine';
  const cascades = cascadesFrom(relations);
  const within = new Set<string>();
  const writesOf: Record<Change['kind'], Write[]> = { insert: [], update: [], delete: [] };
  for (const table of tables) {
    const writes = await sets.writesDelete(table, all ? null : effects.asked('delete'));
    // The database may take a row by the cascade of another, in its own table or one before it in a circle of tables.
    if (!all && writes.length > 0) for (const key of cascades(tableKey(table))) within.add(key);
    const taken = within.has(tableKey(table));
    writesOf.delete.push(...(taken ? writes.map((write): Write => ({ ...write, atMost: true })) : writes));
    writesOf.update.push(...(await sets.writesSet(table, all ? null : effects.asked('update'))));
  }
  for (const { table, rows } of insertBatches(changes, relations, tables.toReversed()) ?? []) {
    writesOf.insert.push(...sets.writesInsert(table, rows));
  }
  return order.flatMap((kind) => writesOf[kind]);
}
