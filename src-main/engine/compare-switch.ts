import type { Catalog, ForeignKey } from '../model/catalog.ts';
import { relationId, sameTable } from '../model/identity.ts';
import type { NewIndex } from '../model/migration.ts';
import { relationSides } from './relation-graph.ts';

/** How the keys and indexes of a switch stand in a catalog. */
export type SwitchState = {
  /** Those that are not there, as they should be. */
  readonly absent: readonly ForeignKey[];
  /** Those that are there, as the catalog has them. */
  readonly present: readonly ForeignKey[];
  /** Of those: the ones whose rows should have been checked, and that the database itself calls unchecked. */
  readonly unvalidated: readonly ForeignKey[];
  readonly absentIndexes: readonly NewIndex[];
  readonly presentIndexes: readonly NewIndex[];
};

/** Looks for each of the keys in the catalog; one of its own for each where several are alike. */
export function compareSwitch(
  keys: readonly ForeignKey[],
  indexes: readonly NewIndex[],
  catalog: Catalog,
): SwitchState {
  const free = Map.groupBy(catalog.foreignKeys, definition);
  const named = keys.map((key) => ({ key, found: take(free, key, (one) => one.name === key.name) }));
  const pairs = named.map(({ key, found }) => ({ key, found: found ?? take(free, key, () => true) }));
  const has = ({ name, table }: NewIndex) =>
    catalog.tables.some((one) => sameTable(one, table) && one.indexes.some((index) => index.name === name));
  return {
    absent: pairs.flatMap(({ key, found }) => (found === null ? key : [])),
    present: pairs.flatMap(({ found }) => found ?? []),
    unvalidated: pairs.flatMap(({ key, found }) =>
      found !== null && key.validated && !found.validated ? found : [],
    ),
    absentIndexes: indexes.filter((index) => !has(index)),
    presentIndexes: indexes.filter(has),
  };
}

function take(
  free: Map<string, ForeignKey[]>,
  key: ForeignKey,
  wanted: (one: ForeignKey) => boolean,
): ForeignKey | null {
  const alike = free.get(definition(key)) ?? [];
  const place = alike.findIndex(wanted);
  return place < 0 ? null : (alike.splice(place, 1)[0] ?? null);
}

/** All that a key does. Not its name: a key without one gets one from some engines. */
function definition(key: ForeignKey): string {
  const { child, parent } = relationSides(key);
  const { onDelete, onUpdate, match, deferrable, setColumns } = key;
  return JSON.stringify([relationId(child, parent), onDelete, onUpdate, match, deferrable, setColumns]);
}

/** The key as the id of its relation, for people. */
export function keyText(key: ForeignKey): string {
  const { child, parent } = relationSides(key);
  return relationId(child, parent);
}
