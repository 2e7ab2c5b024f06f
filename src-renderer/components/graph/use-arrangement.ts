import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Table } from '../../../src-main/model/catalog.ts';
import type { Relation } from '../../../src-main/model/relation.ts';
import { arrange } from '../../graph/arrange.ts';
import { type Arrangement, arrangementKey, inRows } from '../../graph/arrangement.ts';
import { createCards } from '../../graph/card.ts';
import { createEdges } from '../../graph/edge.ts';
import type { Point } from '../../graph/geometry.ts';
import { createScene } from '../../graph/scene.ts';

/** Cards, edges and their places. A model that needs the same places (only states or actions differ) moves nothing. */
export function useArrangement(model: {
  readonly tables: () => readonly Table[];
  readonly relations: () => readonly Relation[];
}) {
  const cards = computed(() => createCards(model.tables(), model.relations()));
  const edges = computed(() => createEdges(model.tables(), cards.value, model.relations()));
  const key = computed(() =>
    arrangementKey(
      cards.value,
      edges.value.map((edge) => edge.id),
    ),
  );

  const arrangement = shallowRef<Arrangement | null>(null);
  const moved = shallowRef<ReadonlyMap<string, Point>>(new Map());
  const failed = ref(false);
  let running: AbortController | null = null;

  async function layOut(): Promise<void> {
    running?.abort();
    const own = new AbortController();
    running = own;
    failed.value = false;
    try {
      const found = await arrange(cards.value, edges.value, own.signal);
      if (own.signal.aborted) return;
      arrangement.value = found;
    } catch (error) {
      if (own.signal.aborted) return;
      console.error('The layout failed; tables are shown in rows.', error);
      failed.value = true;
      arrangement.value = inRows(cards.value);
    }
    moved.value = new Map();
  }

  watch(key, layOut, { immediate: true });
  onScopeDispose(() => running?.abort());

  const scene = computed(() =>
    createScene(
      cards.value,
      edges.value,
      arrangement.value ?? { positions: new Map(), routes: new Map() },
      moved.value,
    ),
  );

  function moveCard(card: string, to: Point): void {
    moved.value = new Map(moved.value).set(card, to);
  }

  return { cards, edges, scene, arrangement, failed, moveCard, layOut };
}
