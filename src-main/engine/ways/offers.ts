import type { Table, TableRef } from '../../model/catalog.ts';
import type { Change } from '../../model/change.ts';
import { sameTable } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';
import type { FoundRows, Reach, RowSets } from '../../model/row-sets.ts';
import type { Way } from '../../model/way.ts';
import type { Effects } from '../effects.ts';
import type { Reached } from '../reached.ts';
import { waysFromMissingParents } from './from-missing-parents.ts';
import { waysFromReferences } from './from-references.ts';

/** Finds the ways on from a blocker. A query is sent for what is in the way, none for what is not. */
export type Offers = {
  /** From children that reference what is deleted or known by another key; `known`: all of them, where they were counted. */
  references(reach: Reach, known?: FoundRows): Promise<readonly Way[]>;
  /** From rows that would reference nothing. */
  missingParents(relation: Relation, rows: FoundRows): readonly Way[];
};

/** Where nothing can be asked for instead. */
export const noOffers: Offers = { references: async () => [], missingParents: () => [] };

export function createOffers(parts: {
  readonly changes: readonly Change[];
  readonly tables: readonly Table[];
  /** With their effective actions. */
  readonly relations: readonly Relation[];
  readonly sets: RowSets;
  readonly effects: Effects;
  readonly reached: Reached;
}): Offers {
  const { changes, relations, sets, effects, reached } = parts;
  const table = (ref: TableRef) => parts.tables.find((candidate) => sameTable(candidate, ref));

  return {
    async references(reach, known) {
      const child = table(reach.relation.child.table);
      if (child === undefined) return [];
      const asked = [...effects.asked('delete'), ...reached.answered];
      const rows = known ?? (await sets.referencing(reach, asked));
      const caused = effects.deletesCaused(child);
      const alive = caused.length === 0 ? rows : await sets.referencing(reach, [...asked, ...caused]);
      return waysFromReferences({ changes, relations, reach, child, rows, alive });
    },
    missingParents(relation, rows) {
      const child = table(relation.child.table);
      const parent = table(relation.parent.table);
      if (child === undefined || parent === undefined) return [];
      return waysFromMissingParents({ changes, relations, relation, child, parent, rows, reached });
    },
  };
}
