/**
 * Each key takes about five places in the lock table, which by default has 6,400, until its transaction ends:
 * https://www.postgresql.org/docs/current/runtime-config-locks.html
 */
const keysAtOnce = 1_000;

/** As many at a time as one transaction can drop or add. */
export function transactionsOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / keysAtOnce);
  return Array.from({ length: count }, (_, place) => all.slice(place * keysAtOnce, (place + 1) * keysAtOnce));
}
