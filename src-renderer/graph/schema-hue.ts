export const hueCount = 8;

/**
 * A hue from 1 for each schema. A schema has the one that its name gives, or else the next that is free, so that others
 * that come or go rarely change it.
 */
export function schemaHues(schemas: readonly string[]): ReadonlyMap<string, number> {
  const hues = new Map<string, number>();
  const taken = new Set<number>();
  for (const schema of [...new Set(schemas)].sort()) {
    let hue = hashOf(schema) % hueCount;
    for (let tries = 0; taken.has(hue) && tries < hueCount; tries += 1) hue = (hue + 1) % hueCount;
    taken.add(hue);
    hues.set(schema, hue + 1);
  }
  return hues;
}

function hashOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}
