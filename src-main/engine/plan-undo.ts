import type { ForeignKey, TableRef } from '../model/catalog.ts';
import { sameTable, tableKey, tableText } from '../model/identity.ts';
import type { OrphansBack } from '../model/keys-off.ts';
import type { Blocker, Effect } from '../model/plan.ts';
import type { Relation, RelationModel } from '../model/relation.ts';
import type { RowImages } from '../model/row-images.ts';
import type { RowSets, Write } from '../model/row-sets.ts';
import type { Simulate } from '../model/simulation.ts';
import { findBlockers } from './blockers.ts';
import { createEffects, type Effects } from './effects.ts';
import { isTriggered, type PlannedChange, totalsOf } from './plan-change.ts';
import { refusalBlocker } from './prediction/outcome.ts';
import { childrenFirst } from './table-order.ts';
import { createChangedSince } from './undo/changed-since.ts';
import { isCircle } from './undo/insert-order.ts';
import { type Marked, markImages } from './undo/mark-images.ts';
import { returningOrphans } from './undo/returning-orphans.ts';
import { findWayBack, type Sending, type Suspension } from './undo/way-back.ts';
import { noOffers } from './ways/offers.ts';

type Question = {
  readonly images: RowImages;
  readonly model: RelationModel;
  /** The relations that act, with their effective actions. */
  readonly relations: readonly Relation[];
  readonly sets: RowSets;
  /** How the database acts by itself, and what of it can be put off. */
  readonly database: {
    readonly simulate: Simulate;
    readonly foreignKeys: readonly ForeignKey[];
    readonly suspension: Suspension;
    readonly orphansBack: OrphansBack;
  };
};

/** Rows shown of each effect at first. */
const sampleSize = 20;

/**
 * Plans to bring back the rows of an applied change exactly: those it deleted are inserted, those it inserted deleted, all
 * others set back. Nothing else may follow from it, so every relation only forbids. Rows that changed since, keys taken
 * and rows that reference what would go are blockers. `request.invalid`: the tables are not the same any more.
 */
export async function planUndo({
  images,
  model,
  relations,
  sets,
  database,
}: Question): Promise<PlannedChange> {
  const effects = createEffects();
  const changed = createChangedSince();
  const marked = await markImages({ images, tables: model.tables, relations, sets, effects, changed });
  const strict = relations.map(
    (relation): Relation => ({ ...relation, onDelete: 'noAction', onUpdate: 'noAction' }),
  );
  const ordered = childrenFirst(effects.tables(), relations);
  const inserted = ordered
    .toReversed()
    .filter((table) => images.sets.some((set) => set.action === 'delete' && sameTable(set.table, table)));
  const found = await findBlockers({
    changes: inserted.map((table) => ({ kind: 'insert', table, rows: [] })),
    tables: model.tables,
    relations: strict,
    declared: strict,
    sets,
    reached: {
      deleted: marked.deleted,
      set: marked.set,
      answered: [],
      contradictions: [],
      unidentified: [],
    },
    askedDeletes: [],
    offers: noOffers,
  });
  const { foreignKeys, simulate, suspension, orphansBack } = database;
  const returning = returningOrphans({ found, images, relations, foreignKeys, orphansBack });
  const { off } = returning;
  const blockers: Blocker[] = [...changed.blockers(), ...returning.blockers];
  const enforcedBy = model.mode === 'prisma' || off?.keys === null ? 'engine' : 'database';
  let sending = inTurn;
  if (enforcedBy === 'database' && blockers.length === 0) {
    const acting = {
      simulate,
      foreignKeys: foreignKeys.filter((key) => !off?.keys?.includes(key)),
      relations: relations.filter(({ id }) => !returning.relations.has(id)),
    };
    const circle = isCircle(inserted, acting.relations, suspension);
    const { tables } = model;
    const back = await findWayBack({
      ...{ images, tables, sets, effects, ordered, suspension, circle },
      ...{ relations: acting.relations, database: acting },
    });
    if ('order' in back) sending = back;
    else if ('refusal' in back) blockers.push(await refusalBlocker(back.refusal, model.relations, noOffers));
    else blockers.push(otherwise(back.otherwise));
  }
  const listed = await listEffects(effects, images, marked, sets);
  const tables = effects.tables();
  const fingerprints: string[] = [];
  for (const table of tables) fingerprints.push(`${tableKey(table)} ${await sets.fingerprint(table)}`);
  const writes =
    blockers.length > 0
      ? []
      : [
          ...(off?.before ?? []),
          ...(await listWrites({
            sets,
            effects,
            ordered,
            inserted,
            relations,
            enforcedBy,
            sending,
            suspension,
          })),
          ...(off?.after ?? []),
        ];
  return {
    mode: model.mode,
    enforcedBy,
    effects: listed,
    totals: totalsOf(listed),
    blockers,
    warnings: returning.warnings,
    off,
    writes,
    statements: writes.map(({ statement }) => statement),
    fingerprint: JSON.stringify([
      'undo',
      images.entry,
      model.mode,
      listed.map(({ sample: _, ...effect }) => effect),
      blockers.map(({ sample: _, ways: __, since: ___, ...rest }) => rest),
      fingerprints,
      off?.keys?.map(({ name, table }) => [name, table]) ?? null,
    ]),
    marked: tables,
    alone: enforcedBy === 'engine' && !isTriggered(tables, model),
  };
}

async function listEffects(
  effects: Effects,
  images: RowImages,
  { samples }: Marked,
  sets: RowSets,
): Promise<readonly Effect[]> {
  const listed: Effect[] = [];
  for (const planned of effects.all()) {
    const { id, table, action, columns } = planned;
    const effect = { ...planned, exact: true, columns: [...columns] };
    if (action === 'insert') {
      const set = images.sets.find(
        (one) => one.action === 'delete' && tableKey(one.table) === tableKey(table),
      );
      listed.push({ ...effect, count: set?.count ?? 0, sample: samples.get(id) ?? [] });
      continue;
    }
    const count = (await sets.counts(table)).get(id) ?? 0;
    if (count === 0) continue;
    const sample = await sets.rows(table, action, id, null, sampleSize);
    listed.push({ ...effect, count, sample });
  }
  return listed;
}

/** Where nothing enforces an order, deletes come first, so that the keys they free can be taken. */
const inTurn: Sending = { order: ['delete', 'update', 'insert'], suspended: false, whole: true };

/** What has to be sent: rows come back parents first, and go children first. */
async function listWrites(parts: {
  readonly sets: RowSets;
  readonly effects: Effects;
  readonly ordered: readonly TableRef[];
  /** The tables with rows to insert, parents first. */
  readonly inserted: readonly TableRef[];
  readonly relations: readonly Relation[];
  readonly enforcedBy: 'database' | 'engine';
  readonly sending: Sending;
  readonly suspension: Suspension;
}): Promise<readonly Write[]> {
  const { sets, effects, ordered, inserted, enforcedBy, sending, suspension } = parts;
  const acting = enforcedBy === 'database' && !(sending.suspended && suspension !== 'checks');
  const parents = new Set(parts.relations.map(({ parent }) => tableKey(parent.table)));
  const first: Write[] = [];
  const writesOf: Record<'insert' | 'update' | 'delete', Write[]> = { insert: [], update: [], delete: [] };
  for (const table of ordered) {
    const writes = await sets.writesDelete(table, null);
    // Those that nothing can reference go first where no order is known to work.
    if (sending.guessed && !parents.has(tableKey(table))) first.push(...writes);
    else writesOf.delete.push(...writes.map((write): Write => (acting ? { ...write, atMost: true } : write)));
  }
  for (const table of sending.whole ? ordered : ordered.toReversed()) {
    writesOf.update.push(...(await sets.writesSet(table, sending.whole ? null : effects.asked('update'))));
  }
  for (const table of inserted) writesOf.insert.push(...(await sets.writesReinsert(table)));
  const writes = [...first, ...sending.order.flatMap((kind) => writesOf[kind])];
  return sending.suspended ? sets.withoutForeignKeys(writes) : writes;
}

function otherwise(table: TableRef): Blocker {
  return {
    rule: 'actionUnsupported',
    relation: null,
    table,
    count: 0,
    exact: true,
    sample: [],
    ways: [],
    message: `The foreign keys of the database would not bring the rows of ${tableText(table)} back letter by letter as they were, in whatever order the undo is sent.`,
  };
}
