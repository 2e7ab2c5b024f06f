import type { Catalog, ForeignKey } from '../model/catalog.ts';
import { relationId } from '../model/identity.ts';
import type { RelationMode } from '../model/relation.ts';
import { relationSides } from './relation-graph.ts';

/**
 * The foreign keys that a switch should have dropped and that are still there, or that it should have added and that are
 * missing or different, each as the id of its relation; []: all is as planned.
 */
export function wrongKeys(
  to: RelationMode,
  keys: readonly ForeignKey[],
  catalog: Catalog,
): readonly string[] {
  const there = Map.groupBy(catalog.foreignKeys, definition);
  const planned = [...Map.groupBy(keys, definition)];
  const wrong = planned.filter(([text, group]) => {
    const count = there.get(text)?.length ?? 0;
    return to === 'prisma' ? count > 0 : count < group.length;
  });
  return wrong.flatMap(([, group]) => group.slice(0, 1)).map(nameOf);
}

/** All that a key does. Not its name: a key without one gets one from some engines. */
function definition(key: ForeignKey): string {
  const { child, parent } = relationSides(key);
  const { onDelete, onUpdate, match, deferrable, setColumns } = key;
  return JSON.stringify([relationId(child, parent), onDelete, onUpdate, match, deferrable, setColumns]);
}

function nameOf(key: ForeignKey): string {
  const { child, parent } = relationSides(key);
  return relationId(child, parent);
}
