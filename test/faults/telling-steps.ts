/**
 * The steps (numbered from 1 on) at which a quick run lets something go wrong: all that write, every moment of the
 * journal, and a few of those that only read.
 */
export function tellingSteps(names: readonly string[]): readonly number[] {
  return names.flatMap((name, at) => {
    const writes = /^(DELETE FROM|UPDATE|INSERT INTO) (?!\S*referee_)/.test(name);
    const tells = writes || /^(COMMIT|after (?!append|prune))/.test(name);
    return tells || at % 12 === 0 ? [at + 1] : [];
  });
}
