import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Table } from '../../../src-main/model/catalog.ts';
import type { Relation } from '../../../src-main/model/relation.ts';
import type { Suggestion } from '../../../src-main/model/suggestion.ts';
import { arrange } from '../../graph/arrange.ts';
import { type Arrangement, arrangementKey, inRows } from '../../graph/arrangement.ts';
import { createCards } from '../../graph/card.ts';
import { createCandidateEdges, createEdges } from '../../graph/edge.ts';
import { withinDepth } from '../../graph/focus.ts';
import type { Point } from '../../graph/geometry.ts';
import type { Orphans } from '../../graph/marks.ts';
import { createScene } from '../../graph/scene.ts';

/** As many as are needed to come back from a focus, and from the one before. */
const arrangementsKept = 4;

/** Cards, edges and their places. A model that needs the same places (only states or actions differ) moves nothing. */
export function useArrangement(model: {
  readonly tables: () => readonly Table[];
  readonly relations: () => readonly Relation[];
  readonly candidates: () => readonly Suggestion[];
  readonly orphans: () => ReadonlyMap<string, Orphans>;
  readonly focus: () => { readonly key: string; readonly depth: number } | null;
  readonly hiddenSchemas: () => ReadonlySet<string>;
  /** Where the user has put cards while all are shown. */
  readonly places: () => ReadonlyMap<string, Point>;
  readonly put: (key: string, at: Point) => void;
  readonly forgetPlaces: () => void;
}) {
  const allCards = computed(() => createCards(model.tables(), model.relations()));
  const allEdges = computed(() =>
    createEdges(model.tables(), allCards.value, model.relations(), model.orphans()),
  );
  const within = computed(() => {
    const focus = model.focus();
    return focus === null ? null : withinDepth(allEdges.value, focus.key, focus.depth);
  });
  const cards = computed(() => {
    const kept = within.value;
    return kept === null ? allCards.value : allCards.value.filter(({ key }) => kept.has(key));
  });
  const edges = computed(() => {
    const kept = within.value;
    return kept === null
      ? allEdges.value
      : allEdges.value.filter(({ child, parent }) => kept.has(child) && kept.has(parent));
  });
  const key = computed(() =>
    arrangementKey(
      cards.value,
      edges.value.map((edge) => edge.id),
    ),
  );

  const known = new Map<string, Arrangement>();
  const arrangement = shallowRef<Arrangement | null>(null);
  /** Where cards were put while only some are shown: that is nothing to remember. */
  const movedInFocus = shallowRef<ReadonlyMap<string, Point>>(new Map());
  const failed = ref(false);
  const busy = ref(true);
  let running: AbortController | null = null;

  async function layOut(): Promise<void> {
    running?.abort();
    const own = new AbortController();
    running = own;
    failed.value = false;
    busy.value = true;
    const asked = key.value;
    const found = known.get(asked) ?? (await laidOut(own.signal));
    if (own.signal.aborted) return;
    known.delete(asked);
    known.set(asked, found);
    for (const oldest of [...known.keys()].slice(0, -arrangementsKept)) known.delete(oldest);
    movedInFocus.value = new Map();
    arrangement.value = found;
    busy.value = false;
  }

  async function laidOut(signal: AbortSignal): Promise<Arrangement> {
    const start = performance.now();
    try {
      const found = await arrange(cards.value, edges.value, signal);
      // Seen in a profile, and measured by the benchmark of the graph.
      performance.measure('graph.layout', { start });
      return found;
    } catch (error) {
      if (!signal.aborted) {
        console.error('The layout failed; tables are shown in rows.', error);
        failed.value = true;
      }
      return inRows(cards.value);
    }
  }

  /** Forgets where cards were put, and the layout. */
  function arrangeAgain(): Promise<void> {
    if (within.value === null) model.forgetPlaces();
    known.delete(key.value);
    return layOut();
  }

  watch(key, layOut, { immediate: true });
  onScopeDispose(() => running?.abort());

  const scene = computed(() => {
    const hidden = model.hiddenSchemas();
    const seen = hidden.size === 0 ? cards.value : cards.value.filter(({ schema }) => !hidden.has(schema));
    const drawn = [...edges.value, ...createCandidateEdges(model.tables(), seen, model.candidates())];
    const places = arrangement.value ?? { positions: new Map(), routes: new Map() };
    return createScene(seen, drawn, places, within.value === null ? model.places() : movedInFocus.value);
  });

  function moveCard(card: string, to: Point): void {
    if (within.value === null) model.put(card, to);
    else movedInFocus.value = new Map(movedInFocus.value).set(card, to);
  }

  return {
    cards: allCards,
    edges: allEdges,
    within,
    scene,
    arrangement,
    busy,
    failed,
    moveCard,
    arrangeAgain,
  };
}
