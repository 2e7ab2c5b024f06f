import { computed } from 'vue';
import { type ReferentialAction, referentialActions } from '../../../src-main/model/relation.ts';
import type { BlastRadius } from '../../graph/blast-radius.ts';
import type { Reach } from '../../graph/draw-scene.ts';
import type { Neighbourhood } from '../../graph/neighbourhood.ts';

/** A blast radius as it is drawn. */
export function useReach(blast: () => BlastRadius | null) {
  const reach = computed((): Reach | null => {
    const radius = blast();
    if (radius === null) return null;
    const cards = new Map<string, ReferentialAction>();
    // Of all that may happen to a table, what is worst.
    const order = (action: ReferentialAction) => referentialActions.indexOf(action);
    for (const { table, action, keyOnly } of radius.reached) {
      const drawn = keyOnly && action === 'cascade' ? 'setDefault' : action;
      const known = cards.get(table);
      if (known === undefined || rank(drawn) < rank(known)) cards.set(table, drawn);
    }
    return { cards, edges: radius.relations };

    function rank(action: ReferentialAction): number {
      const refuses = action === 'restrict' || action === 'noAction';
      return order(action) + (refuses ? referentialActions.length : 0);
    }
  });
  const reachedAround = computed((): Neighbourhood | null => {
    const radius = blast();
    return radius === null
      ? null
      : {
          cards: new Set([radius.root, ...radius.reached.map(({ table }) => table)]),
          edges: new Set(radius.relations.keys()),
        };
  });
  return { reach, reachedAround };
}
