/** Chromium lays out no element above some 33.5 million px; a canvas stays below. */
const tallest = 30_000_000;

/** Heights in pixels: of all rows, and of what is seen of them at once. */
export type Span = { readonly total: number; readonly view: number };
/** Where the scrollbar stands (`top`), and the place among all rows that is shown there (`at`). */
export type ScrollPlace = { readonly top: number; readonly at: number };

export function canvasHeight({ total }: Pick<Span, 'total'>): number {
  return Math.min(total, tallest);
}

/** After the scrollbar moved: a little moves the rows by as much, far is a jump to the same part of the whole. */
export function scrolledTo(top: number, before: ScrollPlace, span: Span): ScrollPlace {
  if (span.total <= tallest) return { top, at: top };
  const end = canvasHeight(span) - span.view;
  const last = span.total - span.view;
  if (top <= 0) return { top, at: 0 };
  if (top >= end - 1) return { top, at: last };
  const by = top - before.top;
  if (Math.abs(by) > span.view * 2) return { top, at: (top / end) * last };
  return { top, at: Math.max(0, Math.min(last, before.at + by)) };
}

/** Where the scrollbar has to stand for a place among all rows. */
export function placeAt(at: number, span: Span): ScrollPlace {
  const last = Math.max(0, span.total - span.view);
  const within = Math.max(0, Math.min(last, at));
  if (span.total <= tallest) return { top: within, at: within };
  return { top: (within / last) * (canvasHeight(span) - span.view), at: within };
}
