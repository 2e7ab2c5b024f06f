import { describe, expect, test } from 'vitest';
import {
  canvasHeight,
  placeAt,
  type ScrollPlace,
  scrolledTo,
} from '../../../src-renderer/components/records/row-scroll.ts';

const view = 800;

describe('a canvas that is as tall as its rows', () => {
  const span = { total: 26_000_028, view };
  test('is scrolled as it is', () => {
    expect(canvasHeight(span)).toBe(span.total);
    expect(scrolledTo(1234, { top: 0, at: 0 }, span)).toEqual({ top: 1234, at: 1234 });
    expect(placeAt(99_999_999, span).at).toBe(span.total - view);
  });
});

describe('a canvas of rows that are taller together than an element can be', () => {
  const span = { total: 260_000_028, view };
  const height = canvasHeight(span);

  test('stays below what the browser lays out', () => {
    expect(height).toBeLessThan(33_000_000);
  });

  test('leads from its ends to the first and the last row', () => {
    const start = { top: 0, at: 0 };
    expect(scrolledTo(height - view, start, span).at).toBe(span.total - view);
    expect(scrolledTo(0, { top: 5, at: 5000 }, span).at).toBe(0);
    expect(placeAt(span.total, span).top).toBe(height - view);
  });

  test('moves rows by as much as the wheel turns, and by parts of the whole where the scrollbar jumps', () => {
    const middle: ScrollPlace = placeAt(span.total / 2, span);
    expect(scrolledTo(middle.top + 100, middle, span).at).toBeCloseTo(middle.at + 100);
    expect(scrolledTo(middle.top / 2, middle, span).at / span.total).toBeCloseTo(0.25, 3);
  });
});
