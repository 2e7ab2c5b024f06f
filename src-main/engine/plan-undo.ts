import { tableKey } from '../model/identity.ts';
import type { Effect } from '../model/plan.ts';
import type { Relation, RelationModel } from '../model/relation.ts';
import type { RowImages } from '../model/row-images.ts';
import type { RowSets, Write } from '../model/row-sets.ts';
import { findBlockers } from './blockers.ts';
import { createEffects, type Effects } from './effects.ts';
import { isTriggered, type PlannedChange, totalsOf } from './plan-change.ts';
import { childrenFirst } from './table-order.ts';
import { createChangedSince } from './undo/changed-since.ts';
import { type InsertOrder, insertOrder } from './undo/insert-order.ts';
import { type Marked, markImages } from './undo/mark-images.ts';
import { noOffers } from './ways/offers.ts';

type Question = {
  readonly images: RowImages;
  readonly model: RelationModel;
  /** The relations that act, with their effective actions. */
  readonly relations: readonly Relation[];
  readonly sets: RowSets;
};

/** Rows shown of each effect at first. */
const sampleSize = 20;

/**
 * Plans to bring back the rows of an applied change exactly: those it deleted are inserted, those it inserted deleted, all
 * others set back. Nothing else may follow from it, so every relation only forbids. Rows that changed since, keys taken
 * and rows that reference what would go are blockers. `request.invalid`: the tables are not the same any more.
 */
export async function planUndo({ images, model, relations, sets }: Question): Promise<PlannedChange> {
  const effects = createEffects();
  const changed = createChangedSince();
  const marked = await markImages({ images, tables: model.tables, relations, sets, effects, changed });
  const strict = relations.map(
    (relation): Relation => ({ ...relation, onDelete: 'noAction', onUpdate: 'noAction' }),
  );
  const inserted = images.sets.filter(({ action }) => action === 'delete').map(({ table }) => table);
  const canSuspend = sets.withoutForeignKeys([]) !== null;
  const order = insertOrder(inserted, model.tables, relations, canSuspend);
  const blockers = [
    ...changed.blockers(),
    ...(await findBlockers({
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
    })),
    ...order.blockers,
  ];
  const enforcedBy = model.mode === 'foreignKeys' ? 'database' : 'engine';
  const listed = await listEffects(effects, images, marked, sets);
  const tables = effects.tables();
  const fingerprints: string[] = [];
  for (const table of tables) fingerprints.push(`${tableKey(table)} ${await sets.fingerprint(table)}`);
  const writes = blockers.length > 0 ? [] : await listWrites({ relations, sets, effects, order, enforcedBy });
  return {
    mode: model.mode,
    enforcedBy,
    effects: listed,
    totals: totalsOf(listed),
    blockers,
    warnings: [],
    writes,
    statements: writes.map(({ statement }) => statement),
    fingerprint: JSON.stringify([
      'undo',
      images.entry,
      model.mode,
      listed.map(({ sample: _, ...effect }) => effect),
      blockers.map(({ sample: _, ways: __, ...rest }) => rest),
      fingerprints,
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
  for (const { id, table, action, cause, columns } of effects.all()) {
    const effect = { id, table, action, cause, exact: true, columns: [...columns] };
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

/**
 * What has to be sent. Where nothing enforces an order, deletes come first, so that the keys they free can be taken.
 * Where the database does, rows come back before anything references them, keys before what follows them, and rows go
 * when nothing references them any more; those that nothing can reference go first.
 */
async function listWrites(parts: {
  readonly relations: readonly Relation[];
  readonly sets: RowSets;
  readonly effects: Effects;
  readonly order: InsertOrder;
  readonly enforcedBy: 'database' | 'engine';
}): Promise<readonly Write[]> {
  const { relations, sets, effects, order, enforcedBy } = parts;
  const tables = childrenFirst(effects.tables(), relations);
  const all = enforcedBy === 'engine';
  const parents = new Set(relations.map(({ parent }) => tableKey(parent.table)));
  const deletes: Write[] = [];
  const first: Write[] = [];
  for (const table of tables) {
    const writes = await sets.writesDelete(table, null);
    if (all || !parents.has(tableKey(table))) first.push(...writes);
    else deletes.push(...writes.map((write): Write => ({ ...write, atMost: true })));
  }
  const updates: Write[] = [];
  for (const table of tables.toReversed()) {
    updates.push(...(await sets.writesSet(table, all ? null : effects.asked('update'))));
  }
  const inserts: Write[] = [];
  const later: Write[] = [];
  for (const table of order.tables) {
    const [insert, ...rest] = await sets.writesReinsert(table, order.later.get(tableKey(table)) ?? []);
    if (insert !== undefined) inserts.push(insert);
    later.push(...rest);
  }
  const whole = order.suspend ? (sets.withoutForeignKeys(inserts) ?? inserts) : inserts;
  return all
    ? [...first, ...updates, ...whole, ...later]
    : [...first, ...whole, ...later, ...updates, ...deletes];
}
