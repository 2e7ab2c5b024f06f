import type { Value } from '../../src-main/model/value.ts';

export type RowValues = readonly Value[];
/** Where a page ends or begins, for the request that goes on from there. */
export type PageEdge = readonly Value[];

/** Rows in the direction of their side; `next` and `previous`: what lies beyond; null: nothing, or nobody knows. */
export type LoadedPage = {
  readonly rows: readonly RowValues[];
  readonly next: PageEdge | null;
  readonly previous: PageEdge | null;
};

/** Pages by number, from the first row (`head`), or backwards from the last one (`tail`). */
export type Side = 'head' | 'tail';
export type PagePlace = { readonly side: Side; readonly number: number };

/**
 * The rows of a table that are in memory. Those read from the end have a place before anyone knows how many rows there
 * are: while `exact` is false, `count` is an estimate, and the end moves when it turns out to be wrong.
 */
export type RowPages = {
  readonly head: ReadonlyMap<number, LoadedPage>;
  readonly tail: ReadonlyMap<number, LoadedPage>;
  readonly count: number;
  readonly exact: boolean;
  /** Whether a page can be read without the one before it. */
  readonly jumps: boolean;
};

export const pageSize = 200;
/** Pages that stay in memory. */
const kept = 60;

export function noPages(jumps: boolean, estimate: number | null = null): RowPages {
  return { head: new Map(), tail: new Map(), count: estimate ?? 0, exact: false, jumps };
}

/** The row at a position from 0; undefined: it is not in memory. */
export function rowOf(pages: RowPages, index: number): RowValues | undefined {
  const fromHead = pages.head.get(pageNumber(index))?.rows[index % pageSize];
  if (fromHead !== undefined) return fromHead;
  const back = pages.count - 1 - index;
  return back < 0 ? undefined : pages.tail.get(pageNumber(back))?.rows[back % pageSize];
}

/** Whether the position is certain, and not only counted back from an estimated end. */
export function isPlaced(pages: RowPages, index: number): boolean {
  return pages.exact || pages.head.get(pageNumber(index))?.rows[index % pageSize] !== undefined;
}

/** The pages to be read so that these rows are there, nearest first. */
export function missingPages(pages: RowPages, from: number, to: number): readonly PagePlace[] {
  const missing = new Map<string, PagePlace>();
  const first = Math.max(0, from);
  const last = Math.min(to, pages.count - 1);
  for (let index = first; index <= last; index = (pageNumber(index) + 1) * pageSize) {
    for (const at of [index, Math.min(last, (pageNumber(index) + 1) * pageSize - 1)]) {
      if (rowOf(pages, at) !== undefined) continue;
      const place = placeOf(pages, at);
      if (place !== null) missing.set(`${place.side} ${place.number}`, place);
    }
  }
  return [...missing.values()];
}

function placeOf(pages: RowPages, index: number): PagePlace | null {
  const head = pageNumber(index);
  const tail = pageNumber(Math.max(0, pages.count - 1 - index));
  const isNeighbour = (side: Side, number: number) =>
    pages[side].has(number - 1) || pages[side].has(number + 1);
  const place: PagePlace =
    head === 0 || !pages.jumps || isNeighbour('head', head)
      ? { side: 'head', number: pages.jumps ? head : Math.min(head, pages.head.size) }
      : tail === 0 || isNeighbour('tail', tail) || (pages.exact && index > pages.count / 2)
        ? { side: 'tail', number: tail }
        : { side: 'head', number: head };
  return pages[place.side].has(place.number) ? null : place;
}

/** How a page is asked for: on from a neighbour where there is one. `reversed`: its rows come the other way round. */
export type PageRequest = {
  readonly after?: PageEdge;
  readonly offset?: number;
  readonly backwards: boolean;
  readonly reversed: boolean;
};

export function pageRequest(pages: RowPages, { side, number }: PagePlace): PageRequest {
  const backwards = side === 'tail';
  const before = pages[side].get(number - 1)?.next ?? null;
  if (before !== null) return { after: before, backwards, reversed: false };
  const behind = pages[side].get(number + 1)?.previous ?? null;
  if (behind !== null && number > 0) return { after: behind, backwards: !backwards, reversed: true };
  return { backwards, reversed: false, ...(number === 0 ? {} : { offset: number * pageSize }) };
}

export function turned({ rows, next, previous }: LoadedPage): LoadedPage {
  return { rows: rows.toReversed(), next: previous, previous: next };
}

/** With a page that arrived, and what it tells about the count. */
export function withPage(pages: RowPages, { side, number }: PagePlace, page: LoadedPage): RowPages {
  const next = { ...pages, [side]: new Map(pages[side]).set(number, page) };
  const end = number * pageSize + page.rows.length;
  if (pages.exact) return next;
  if (page.next !== null)
    return { ...next, count: Math.max(pages.count, end + (pages.jumps ? pageSize : 1)) };
  // Past the end nothing is known but that it lies before.
  if (page.rows.length === 0 && number > 0) return { ...next, count: Math.min(pages.count, end) };
  return withCount(next, end);
}

export function withCount(pages: RowPages, count: number): RowPages {
  return { ...pages, count, exact: true };
}

/** Without the pages far from what is looked at. */
export function withoutFar(pages: RowPages, from: number, to: number): RowPages {
  if (!pages.jumps || pages.head.size + pages.tail.size <= kept) return pages;
  const middle = (from + to) / 2;
  const far = (start: number) => Math.abs(start + pageSize / 2 - middle) > (kept / 3) * pageSize;
  return {
    ...pages,
    head: new Map([...pages.head].filter(([number]) => !far(number * pageSize))),
    tail: new Map([...pages.tail].filter(([number]) => !far(pages.count - (number + 1) * pageSize))),
  };
}

/** All rows in memory. */
export function* loadedRows({ head, tail }: RowPages): Iterable<RowValues> {
  for (const side of [head, tail]) for (const { rows } of side.values()) yield* rows;
}

function pageNumber(index: number): number {
  return Math.floor(index / pageSize);
}
