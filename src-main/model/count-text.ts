const whole = new Intl.NumberFormat('en-US');

/** "10,000"; "10,000+" where the count is a lower bound. */
export function countText(count: number, exact = true): string {
  return exact ? whole.format(count) : `${whole.format(count)}+`;
}

/** A counted noun: "1 row", "37 rows", "10,000+ rows". */
export function quantity(count: number, singular: string, plural = `${singular}s`, exact = true): string {
  return `${countText(count, exact)} ${count === 1 && exact ? singular : plural}`;
}
