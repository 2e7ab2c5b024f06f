import type { ForeignKey } from '../../model/catalog.ts';
import { quantity } from '../../model/count-text.ts';
import { tableText } from '../../model/identity.ts';
import type { KeysOff, OrphansBack } from '../../model/keys-off.ts';
import type { Blocker, Warning } from '../../model/plan.ts';
import type { Relation } from '../../model/relation.ts';
import type { RowImages } from '../../model/row-images.ts';
import { keyedForeignKeys } from '../relation-graph.ts';

type Question = {
  readonly found: readonly Blocker[];
  readonly images: RowImages;
  readonly relations: readonly Relation[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly orphansBack: OrphansBack;
};

/** `off`: what lets the rows in that return to reference nothing; null: no foreign key is in their way. */
export type Returning = {
  readonly blockers: readonly Blocker[];
  readonly warnings: readonly Warning[];
  readonly off: KeysOff | null;
  /** The relations, by id, whose foreign key does nothing then. */
  readonly relations: ReadonlySet<string>;
};

/** Tells blockers from what only says that rows reference nothing, as they did before the repair that is taken back. */
export function returningOrphans({
  found,
  images,
  relations,
  foreignKeys,
  orphansBack,
}: Question): Returning {
  const blockers: Blocker[] = [];
  const warnings: Warning[] = [];
  const keys = new Map<string, ForeignKey>();
  const keyed = keyedForeignKeys(foreignKeys);
  for (const blocker of found) {
    const relation = relations.find(({ id }) => id === blocker.relation);
    const isOrphan = blocker.rule === 'parentMissing' || blocker.rule === 'stillReferenced';
    if (images.repaired.length === 0 || !isOrphan || relation === undefined) {
      blockers.push(blocker);
      continue;
    }
    const key = relation.state === 'emulated' ? undefined : keyed.get(relation.id);
    const refusal = key === undefined ? null : orphansBack.refusal(key);
    if (refusal !== null) {
      blockers.push({ ...blocker, message: `${blocker.message} ${refusal}` });
      continue;
    }
    if (key !== undefined) keys.set(relation.id, key);
    warnings.push(orphansReturn(blocker));
  }
  const off = keys.size === 0 ? null : orphansBack.off([...keys.values()], foreignKeys);
  if (off !== null) warnings.push({ rule: 'keysOff', relation: null, message: off.message });
  return { blockers, warnings, off, relations: new Set(keys.keys()) };
}

function orphansReturn({ relation, table, count, exact }: Blocker): Warning {
  const rows = quantity(count, 'row', 'rows', exact);
  const message = `${rows} of ${tableText(table)} will reference nothing by ${relation}, as before the repair.`;
  return { rule: 'orphansReturn', relation, message };
}
