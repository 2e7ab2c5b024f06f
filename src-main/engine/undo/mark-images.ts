import type { Table } from '../../model/catalog.ts';
import { AppError } from '../../model/error.ts';
import { sameTable, tableKey, tableText } from '../../model/identity.ts';
import type { EffectRow } from '../../model/plan.ts';
import type { Relation } from '../../model/relation.ts';
import type { ImageSet, RestoredRow, RowImage, RowImages } from '../../model/row-images.ts';
import type { RowSets } from '../../model/row-sets.ts';
import type { Row } from '../../model/value.ts';
import type { Effects } from '../effects.ts';
import type { SetBy } from '../reached.ts';
import type { ChangedSince } from './changed-since.ts';
import { differentColumns, identityOf, pick, tableOf } from './image-rows.ts';

type Parts = {
  readonly images: RowImages;
  readonly tables: readonly Table[];
  /** With their effective actions. */
  readonly relations: readonly Relation[];
  readonly sets: RowSets;
  readonly effects: Effects;
  readonly changed: ChangedSince;
};

/** What the undo does, as far as checks and effects must know. */
export type Marked = {
  /** `tableKey` of tables with rows to delete. */
  readonly deleted: Set<string>;
  /** `tableKey` to the columns that are set. */
  readonly set: Map<string, Map<string, readonly SetBy[]>>;
  /** The first rows to insert, by the number of their effect. */
  readonly samples: Map<number, readonly EffectRow[]>;
};

/** Rows of a sample. */
const sampleSize = 20;
const given: readonly SetBy[] = [{ relation: null, value: 'given' }];

/** Marks the opposite of what the images show: deleted rows to be inserted, inserted ones to be deleted, others set back. */
export async function markImages(parts: Parts): Promise<Marked> {
  const { images, effects } = parts;
  const marked: Marked = { deleted: new Set(), set: new Map(), samples: new Map() };
  const opposite = { insert: 'delete', delete: 'insert', update: 'update' } as const;
  const asked = new Map<ImageSet, number>();
  const [orphansOf] = images.repaired;
  for (const set of images.sets) {
    asked.set(set, effects.ask(set.table, opposite[set.action], [], orphansOf).id);
  }
  for (const set of images.sets) {
    const table = tableOf(parts.tables, set.table);
    const effect = asked.get(set) ?? 0;
    for await (const page of images.pages(set)) {
      checkColumns(table, page);
      if (set.action === 'delete') {
        showReinserted(parts, page, effect, marked);
        for (const packed of images.pieces(set)) await parts.sets.markReinserted(table, set.columns, packed);
        break;
      }
      if (set.action === 'insert') await takeOut(parts, table, page, effect, marked);
      else await setBack(parts, table, page, effect, asked, marked);
    }
    await parts.sets.markedAll(table);
  }
  return marked;
}

/** Of rows to insert only the first are looked at; all others pass by packed. */
function showReinserted(
  { effects }: Parts,
  page: readonly RowImage[],
  effect: number,
  { samples }: Marked,
): void {
  const rows = page.map(({ before }) => before).filter((row) => row !== null);
  for (const column of Object.keys(rows[0] ?? {})) columnsOf(effects, effect).add(column);
  const shown = rows.slice(0, sampleSize).map((row) => ({ key: {}, before: null, after: row }));
  samples.set(effect, shown);
}

async function takeOut(
  { sets, changed }: Parts,
  table: Table,
  page: readonly RowImage[],
  effect: number,
  { deleted }: Marked,
): Promise<void> {
  const identity = identityOf(table);
  const rows = page.map(({ after }) => after).filter((row) => row !== null);
  const keys = rows.map((row) => pick(row, identity));
  changed.compare(table, identity, rows, await sets.present(table, keys));
  await sets.markGone(table, keys, effect);
  deleted.add(tableKey(table));
}

async function setBack(
  { sets, changed, effects, relations, images }: Parts,
  table: Table,
  page: readonly RowImage[],
  effect: number,
  asked: ReadonlyMap<ImageSet, number>,
  { set }: Marked,
): Promise<void> {
  const identity = identityOf(table);
  const left = page.map(({ after }) => after).filter((row) => row !== null);
  changed.compare(
    table,
    identity,
    left,
    await sets.present(
      table,
      left.map((row) => pick(row, identity)),
    ),
  );
  const columns = set.get(tableKey(table)) ?? new Map<string, readonly SetBy[]>();
  const groups = new Map<number, RestoredRow[]>();
  for (const { before, after, followed } of page) {
    if (before === null || after === null) continue;
    const different = differentColumns(before, after);
    if (different.length === 0) continue;
    const follows = new Map(different.flatMap((name) => followedBy(followed[name], name, after)));
    const [first] = follows.values();
    const row = { key: pick(after, identity), set: pick(before, different), followed: [...follows.keys()] };
    groups.set(first ?? effect, [...(groups.get(first ?? effect) ?? []), row]);
    for (const name of different) {
      columns.set(name, given);
      columnsOf(effects, follows.get(name) ?? effect).add(name);
    }
  }
  set.set(tableKey(table), columns);
  for (const [following, rows] of groups) await sets.markRestored(table, rows, effect, following);

  /** The effect by which a column follows its parent's key again; [] where it has to be set by itself. */
  function followedBy(
    id: string | undefined,
    name: string,
    left: Row,
  ): readonly (readonly [string, number])[] {
    const relation = relations.find((candidate) => candidate.id === id && candidate.onUpdate === 'cascade');
    // A row whose reference has become NULL does not follow any more.
    if (relation === undefined || relation.child.columns.some((column) => (left[column] ?? null) === null))
      return [];
    const parent = images.sets.find(
      (one) => one.action === 'update' && sameTable(one.table, relation.parent.table),
    );
    const from = parent === undefined ? undefined : asked.get(parent);
    if (from === undefined) return [];
    return [[name, effects.cause(relation, 'update', 'cascade', 'update', from).id]];
  }
}

function columnsOf(effects: Effects, id: number): Set<string> {
  return effects.all().find((effect) => effect.id === id)?.columns ?? new Set();
}

/** Rows can only be put back into a table that still has their columns, and no others. */
function checkColumns(table: Table, [first]: readonly RowImage[]): void {
  const row = first?.before ?? first?.after;
  if (row === undefined || row === null) return;
  const written = table.columns.filter(({ generated }) => generated === null).map(({ name }) => name);
  const names = Object.keys(row).filter((name) => name !== table.rowId);
  const different = new Set(written).symmetricDifference(new Set(names));
  if (different.size === 0) return;
  throw new AppError(
    'request.invalid',
    `The columns of ${tableText(table)} changed since, so that this cannot be undone: ${[...different].join(', ')}.`,
  );
}
