export type Random = {
  /** Evenly in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `count` different ones, or all where there are fewer. */
  sample<T>(list: readonly T[], count: number): readonly T[];
  /** Like `pick`, but the first ones come up far more often. */
  favourite<T>(list: readonly T[]): T;
};

/** Mulberry32: the same seed gives the same sequence on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const at = <T>(list: readonly T[], index: number): T => {
    const found = list[index];
    if (found === undefined) throw new RangeError(`nothing at ${index} in a list of ${list.length}`);
    return found;
  };
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (list) => at(list, between(0, list.length - 1)),
    sample(list, count) {
      const shuffled = list.map((one) => ({ one, rank: next() })).sort((a, b) => a.rank - b.rank);
      return shuffled.slice(0, count).map(({ one }) => one);
    },
    favourite: (list) => at(list, Math.floor(next() ** 2.2 * list.length)),
  };
}
