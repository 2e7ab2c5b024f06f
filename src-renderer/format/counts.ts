const whole = new Intl.NumberFormat('en-US');
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** "10,000", or "10,000+" where the count is a lower bound. */
export function countText(count: number, exact = true): string {
  return exact ? whole.format(count) : `${whole.format(count)}+`;
}

/** "1 row", "37 rows", "10,000+ rows". */
export function quantity(count: number, singular: string, plural = `${singular}s`, exact = true): string {
  return `${countText(count, exact)} ${count === 1 && exact ? singular : plural}`;
}

/** "1.2K": where space is short and the number an estimate. */
export function estimateText(count: number): string {
  return compact.format(count);
}

/** "0.4 ms", "12 ms", "3.4 s", "2 min". */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.round(milliseconds / 60_000)} min`;
}
