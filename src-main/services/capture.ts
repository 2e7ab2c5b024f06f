import type { TableRef } from '../model/catalog.ts';
import { sameTable } from '../model/identity.ts';
import type { Effect, Statement } from '../model/plan.ts';
import type { ImageKind, ImageLayout } from '../model/row-images.ts';
import type { RowSets, Write } from '../model/row-sets.ts';
import type { Row } from '../model/value.ts';
import type { Journal } from '../storage/journal.ts';
import type { Side } from '../storage/journal-images.ts';
import type { ApplySession, Issued } from './apply-session.ts';
import type { Progress } from './change-progress.ts';

/** Rows of a change that the journal takes, and how many bytes they may come to, packed. */
export type CaptureLimits = { readonly rows: number; readonly bytes: number };
export const captureLimits: CaptureLimits = { rows: 100_000, bytes: 64 * 1024 * 1024 };

/** Keys in one statement. */
const keysAtOnce = 1000;

type Parts = {
  readonly journal: Journal;
  readonly entry: string;
  readonly session: ApplySession;
  readonly signal: AbortSignal | undefined;
  readonly sets: RowSets;
  readonly effects: readonly Effect[];
  readonly limits: CaptureLimits;
  readonly progress: Progress;
};

export type Capture = ReturnType<typeof createCapture>;

/**
 * Takes the rows of a change into the journal, set by set, inside its transaction: `before` it writes, `deleted` and
 * `inserted` as it does, `after` it has. Rows pass through packed, none of them as an object.
 */
export function createCapture(parts: Parts) {
  const { journal, entry, session, signal, sets, effects, limits, progress } = parts;
  const updated: { kind: ImageKind; position: number; count: number }[] = [];
  const inserted = new Map<string, { table: TableRef; keys: Row[] }>();
  let positions = 0;
  let bytes = 0;

  function open(kind: ImageKind, follows: ImageLayout['follows'] = []): number {
    const position = positions;
    positions += 1;
    journal.open(entry, position, kind, { columns: sets.imageColumns(kind.table), follows });
    return position;
  }

  /** The number of rows; null: they are too large for the journal. */
  async function pack(
    table: TableRef,
    position: number,
    side: Side,
    statement: Statement,
  ): Promise<number | null> {
    let count = 0;
    progress.at(table);
    const whole = await session.pack(
      statement,
      limits.bytes - bytes,
      (packed) => {
        journal.append(entry, position, side, packed);
        bytes += packed.bytes.length;
        count += packed.count;
        progress.at(table, packed.count);
      },
      signal,
    );
    return whole && bytes <= limits.bytes ? count : null;
  }

  type Taken = Issued<number | null> & { readonly wanted: number };

  /** Takes rows after the writes, so many of which there should be. `position`: of those before; null: there are none. */
  async function takeAfter(kind: ImageKind, position: number | null, wanted: number): Promise<Taken> {
    const statement = await sets.readsMarked(kind, true, []);
    const take = async () =>
      statement === null ? 0 : pack(kind.table, position ?? open(kind), 'after', statement);
    return { ...(await session.issue(take)), wanted };
  }

  /** Null: all is there. */
  async function problemOf(all: readonly Taken[]): Promise<string | null> {
    for (const { outcome, wanted } of all) {
      const found = await outcome;
      if (found === null) return tooLarge;
      if (found !== wanted) return notFollowed;
    }
    return null;
  }

  async function takeInserted(): Promise<readonly Taken[]> {
    const taken: Taken[] = [];
    for (const { table, keys } of inserted.values()) {
      const position = open({ table, action: 'insert' });
      for (let at = 0; at < keys.length; at += keysAtOnce) {
        const wanted = keys.slice(at, at + keysAtOnce);
        const statement = await sets.readsPresent(table, wanted);
        const issued = await session.issue(() => pack(table, position, 'after', statement));
        taken.push({ ...issued, wanted: wanted.length });
      }
    }
    return taken;
  }

  return {
    /** Takes what is there before the writes. False: it is too large for the journal. */
    async before(writes: readonly Write[]): Promise<boolean> {
      const taken: (Issued<number | null> & { readonly kind: ImageKind; readonly position: number })[] = [];
      for (const kind of touched(effects)) {
        if (writes.some((write) => tellsOf(write, kind))) continue;
        const follows = followsOf(kind, effects);
        const statement = await sets.readsMarked(
          kind,
          false,
          follows.map(({ column }) => column),
        );
        if (statement === null) continue;
        const position = open(kind, follows);
        const issued = await session.issue(() => pack(kind.table, position, 'before', statement));
        taken.push({ ...issued, kind, position });
      }
      for (const { outcome, kind, position } of taken) {
        const count = await outcome;
        if (count === null) return false;
        if (kind.action === 'update') updated.push({ kind, position, count });
      }
      return true;
    },

    /** Sends a write that tells what it deletes. Gives the number of rows; null: they are too large for the journal. */
    deleted: ({ table, statement }: NonNullable<Write['deletes']>): Promise<number | null> =>
      pack(table, open({ table, action: 'delete' }), 'before', statement),

    inserted(table: TableRef, keys: readonly Row[]): void {
      const name = JSON.stringify(table);
      const known = inserted.get(name) ?? { table, keys: [] };
      known.keys.push(...keys);
      inserted.set(name, known);
    },

    /**
     * Takes what there is after the writes: what was updated and inserted, and the rows that an undo brought back to these
     * tables. Null: all is there; else why it cannot be undone.
     */
    async after(
      broughtBack: readonly { readonly table: TableRef; readonly count: number }[],
    ): Promise<string | null> {
      const taken: Taken[] = [];
      for (const { table, count } of broughtBack)
        taken.push(await takeAfter({ table, action: 'insert' }, null, count));
      // Each row is looked for by the identity it should have, in the same order: if none is missing, they are the same.
      for (const { kind, position, count } of updated) taken.push(await takeAfter(kind, position, count));
      taken.push(...(await takeInserted()));
      return problemOf(taken);
    },
  };
}

const notFollowed =
  'The database did something to the rows, such as by a trigger, that could not be followed.';
const tooLarge = 'It changed more rows than the journal takes.';

/** The tables with rows updated or deleted, each action once. */
function touched(effects: readonly Effect[]): readonly ImageKind[] {
  const found = new Map<string, ImageKind>();
  for (const { table, action, count } of effects) {
    if (action !== 'insert' && count > 0) found.set(JSON.stringify([table, action]), { table, action });
  }
  return [...found.values()];
}

/** A write that gives the rows it deletes deletes all of its table. */
function tellsOf({ deletes }: Write, { table, action }: ImageKind): boolean {
  return action === 'delete' && deletes !== undefined && sameTable(deletes.table, table);
}

/** The columns that cascades of key updates may have set. */
function followsOf({ table, action }: ImageKind, effects: readonly Effect[]): ImageLayout['follows'] {
  if (action !== 'update') return [];
  const cascades = effects.filter(
    (effect) =>
      effect.action === 'update' &&
      effect.cause?.referentialAction === 'cascade' &&
      sameTable(effect.table, table),
  );
  const relations = Object.fromEntries(cascades.map(({ id, cause }) => [String(id), cause?.relation ?? '']));
  const columns = new Set(cascades.flatMap((effect) => effect.columns));
  return [...columns].map((column) => ({ column, relations }));
}
