/** `spell` of each name, with a number after it where another has that spelling already. */
export function uniqueNames(
  names: readonly string[],
  spell: (name: string) => string,
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const spelled = new Map<string, string>();
  for (const name of names) {
    const wanted = spell(name);
    let free = wanted;
    for (let number = 2; taken.has(free); number += 1) free = `${wanted}_${number}`;
    taken.add(free);
    spelled.set(name, free);
  }
  return spelled;
}
