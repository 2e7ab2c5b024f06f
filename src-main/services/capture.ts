import type { TableRef } from '../model/catalog.ts';
import type { Effect } from '../model/plan.ts';
import type { ImageSet, MarkedRow, RowImage } from '../model/row-images.ts';
import type { RowSets } from '../model/row-sets.ts';
import type { Row } from '../model/value.ts';
import type { Journal } from '../storage/journal.ts';

/** Rows of a change that the journal takes. */
export type CaptureLimits = { readonly rows: number; readonly bytes: number };
export const captureLimits: CaptureLimits = { rows: 100_000, bytes: 64 * 1024 * 1024 };

const pageSize = 1000;

type Parts = {
  readonly journal: Journal;
  readonly entry: string;
  readonly sets: RowSets;
  readonly effects: readonly Effect[];
  readonly limits: CaptureLimits;
};

export type Capture = ReturnType<typeof createCapture>;

/**
 * Takes the rows of a change into the journal, set by set and page by page, inside its transaction: `before` it writes,
 * `inserted` as it does, `after` it has.
 */
export function createCapture({ journal, entry, sets, effects, limits }: Parts) {
  const taken: { set: Omit<ImageSet, 'count'>; position: number; keys: string[] }[] = [];
  const inserted = new Map<string, { table: TableRef; keys: Row[] }>();
  let bytes = 0;

  function open(table: TableRef, action: ImageSet['action']) {
    const one = { set: { table, action }, position: taken.length, keys: [] };
    taken.push(one);
    return one;
  }

  function asImage(action: 'update' | 'delete', { row, setBy }: MarkedRow): RowImage {
    if (action === 'delete') return { before: row, after: null, followed: {} };
    const followed = Object.entries(setBy).flatMap(([column, id]) => {
      const cause = effects.find((effect) => effect.id === id)?.cause ?? null;
      return cause?.referentialAction === 'cascade' ? [[column, cause.relation] as const] : [];
    });
    return { before: row, after: null, followed: Object.fromEntries(followed) };
  }

  return {
    /** False: they are too large for the journal. */
    async before(): Promise<boolean> {
      for (const { table, action } of touched(effects)) {
        const one: (typeof taken)[number] = open(table, action);
        for await (const page of pagesOf(sets, table, action, false)) {
          const images = page.map((row) => asImage(action, row));
          bytes += journal.append(entry, one.position, one.set, one.keys.length, images);
          one.keys.push(...page.map(({ key }) => JSON.stringify(key)));
          if (bytes > limits.bytes) return false;
        }
      }
      return true;
    },

    inserted(table: TableRef, keys: readonly Row[]): void {
      const name = JSON.stringify(table);
      const known = inserted.get(name) ?? { table, keys: [] };
      known.keys.push(...keys);
      inserted.set(name, known);
    },

    /** Null: all is there; else why the change cannot be undone. */
    async after(): Promise<string | null> {
      for (const { set, position, keys } of taken) {
        if (set.action !== 'update') continue;
        let ordinal = 0;
        for await (const page of pagesOf(sets, set.table, 'update', true)) {
          if (page.some(({ key }, i) => JSON.stringify(key) !== keys[ordinal + i])) return notFollowed;
          const rows = page.map(({ row }) => row);
          bytes += journal.putAfter(entry, position, ordinal, rows);
          ordinal += page.length;
        }
        if (ordinal !== keys.length) return notFollowed;
      }
      for (const { table, keys } of inserted.values()) {
        const one = open(table, 'insert');
        for (let at = 0; at < keys.length; at += pageSize) {
          const wanted = keys.slice(at, at + pageSize);
          const rows = await sets.present(table, wanted);
          if (rows.length !== wanted.length) return notFollowed;
          const images = rows.map((row) => ({ before: null, after: row, followed: {} }));
          bytes += journal.append(entry, one.position, one.set, at, images);
        }
      }
      return bytes > limits.bytes ? tooLarge : null;
    },
  };
}

const notFollowed =
  'The database did something to the rows, such as by a trigger, that could not be followed.';
const tooLarge = 'It changed more rows than the journal takes.';

/** The tables with rows updated or deleted, each action once. */
function touched(effects: readonly Effect[]): readonly { table: TableRef; action: 'update' | 'delete' }[] {
  const found = new Map<string, { table: TableRef; action: 'update' | 'delete' }>();
  for (const { table, action, count } of effects) {
    if (action !== 'insert' && count > 0) found.set(JSON.stringify([table, action]), { table, action });
  }
  return [...found.values()];
}

async function* pagesOf(
  sets: RowSets,
  table: TableRef,
  action: 'update' | 'delete',
  written: boolean,
): AsyncIterable<readonly MarkedRow[]> {
  for (let past: Row | null = null; ; ) {
    const page: readonly MarkedRow[] = await sets.marked(table, action, written, past, pageSize);
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    past = page.at(-1)?.key ?? null;
  }
}
