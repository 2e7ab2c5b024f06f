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

/**
 * The same of a mode switch: the first statement, before which nothing has begun, the last one of each kind that changes
 * the schema, so that others came before it, and where the journal has begun and is about to end.
 */
export function tellingSwitchSteps(names: readonly string[]): readonly number[] {
  const last = new Map(
    names.map((name, at) => [/^(after|before) /.test(name) ? name : name.split(' ')[0], at + 1]),
  );
  const telling = ['after begin', 'after repair', 'CREATE', 'ALTER', 'UPDATE', 'COMMIT', 'before end'];
  return [1, ...telling.flatMap((name) => last.get(name) ?? [])];
}
