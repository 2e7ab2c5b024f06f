import { describe, expect, test } from 'vitest';
import {
  isPlaced,
  type LoadedPage,
  missingPages,
  noPages,
  pageRequest,
  pageSize,
  type RowPages,
  rowOf,
  turned,
  withCount,
  withoutFar,
  withPage,
} from '../../../src-renderer/format/row-pages.ts';

/** A page of a table whose rows hold their position. */
function page(first: number, length = pageSize, step: 1 | -1 = 1): LoadedPage {
  const rows = Array.from({ length }, (_, index) => [first + index * step]);
  return { rows, next: length === pageSize ? [rows.at(-1)?.[0] ?? null] : null, previous: [first] };
}
const at = (side: 'head' | 'tail', number: number) => ({ side, number });
const opened = (estimate: number | null = null): RowPages =>
  withPage(noPages(true, estimate), at('head', 0), page(0));

describe('rows in memory', () => {
  test('are as many as came, where no more do', () => {
    const pages = withPage(noPages(true, 900), at('head', 0), page(0, 7));
    expect(pages).toMatchObject({ count: 7, exact: true });
  });

  test('are taken for as many as the estimate, and for more where it is exceeded', () => {
    expect(opened(1000)).toMatchObject({ count: 1000, exact: false });
    expect(withPage(opened(300), at('head', 1), page(200)).count).toBe(600);
    expect(withPage(opened(1000), at('head', 1), page(200, 50))).toMatchObject({ count: 250, exact: true });
  });

  test('go on from a neighbour, either way, and elsewhere by an offset', () => {
    const pages = withPage(opened(100_000), at('head', 50), page(10_000));
    expect(pageRequest(pages, at('head', 1))).toEqual({ after: [199], backwards: false, reversed: false });
    expect(pageRequest(pages, at('head', 49))).toEqual({ after: [10_000], backwards: true, reversed: true });
    expect(pageRequest(pages, at('head', 80))).toEqual({ offset: 16_000, backwards: false, reversed: false });
    expect(pageRequest(pages, at('tail', 0))).toEqual({ backwards: true, reversed: false });
  });

  test('are shown from the end before anyone knows where that is, and get their numbers once it is known', () => {
    const guessed = withPage(opened(1000), at('tail', 0), page(1199, pageSize, -1));
    expect(rowOf(guessed, 999)).toEqual([1199]);
    expect(isPlaced(guessed, 999)).toBe(false);
    const known = withCount(guessed, 1200);
    expect(rowOf(known, 1199)).toEqual([1199]);
    expect(isPlaced(known, 1199)).toBe(true);
    expect(rowOf(known, 999)).toBeUndefined();
  });

  test('are asked for from the nearer end', () => {
    const pages = withCount(opened(), 100_000);
    expect(missingPages(pages, 0, 150)).toEqual([]);
    expect(missingPages(pages, 150, 250)).toEqual([at('head', 1)]);
    expect(missingPages(pages, 30_000, 30_010)).toEqual([at('head', 150)]);
    expect(missingPages(pages, 99_950, 99_999)).toEqual([at('tail', 0)]);
    expect(missingPages(pages, 79_999, 80_010)).toEqual([at('tail', 100), at('tail', 99)]);
  });

  test('come one page after the other where none can be jumped to', () => {
    const pages = withPage(noPages(false), at('head', 0), page(0));
    expect(pages.count).toBe(201);
    expect(missingPages(pages, 190, 300)).toEqual([at('head', 1)]);
  });

  test('stay in their order when they were read backwards', () => {
    const read = page(399, pageSize, -1);
    const pages = withPage(opened(1000), at('head', 1), turned(read));
    expect(rowOf(pages, 200)).toEqual([200]);
    expect(pages.head.get(1)).toMatchObject({ next: [399], previous: [200] });
  });

  test('are forgotten far from what is looked at', () => {
    let pages = withCount(opened(), 1_000_000);
    for (let number = 1; number < 100; number += 1)
      pages = withPage(pages, at('head', number), page(number * pageSize));
    const near = withoutFar(pages, 19_000, 19_040);
    expect(near.head.size).toBeLessThan(60);
    expect(rowOf(near, 19_020)).toEqual([19_020]);
    expect(rowOf(near, 0)).toBeUndefined();
  });
});
