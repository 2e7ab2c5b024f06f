import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Point } from '../graph/geometry.ts';
import { keep, readKept } from './kept.ts';
import { useWorkbench } from './workbench.ts';

/** What stands beside the graph. While it is `blast`, the graph shows what a delete in the selected table can reach. */
export type GraphPanel = 'list' | 'blast' | 'candidates';
export type GraphFocus = { readonly key: string; readonly depth: number };

const prefix = 'referee.graph.';

/** How the graph of the open database is looked at. Where tables were put by hand is kept for each database. */
export const useGraph = defineStore('graph', () => {
  const workbench = useWorkbench();
  /** Only this table and those around it are shown; null: all are. */
  const focus = shallowRef<GraphFocus | null>(null);
  const panel = shallowRef<GraphPanel | null>(null);
  const legend = shallowRef(false);
  const hiddenSchemas = shallowRef<ReadonlySet<string>>(new Set());
  /** Id of the relation that graph and inspector agree on. */
  const relation = shallowRef<string | null>(null);
  /** A table to go to as soon as it is drawn; null: none. */
  const sought = shallowRef<string | null>(null);
  const places = shallowRef<ReadonlyMap<string, Point>>(new Map());

  /** What a connection is called holds no secret. */
  const keptIn = computed(() => {
    const { opened } = workbench;
    return opened === null ? null : `${prefix}${opened.dialect} ${opened.name}`;
  });

  watch(
    keptIn,
    (key) => {
      focus.value = null;
      panel.value = null;
      relation.value = null;
      sought.value = null;
      hiddenSchemas.value = new Set();
      places.value = key === null ? new Map() : readPlaces(key);
    },
    { immediate: true },
  );

  /** While it is dragged, that is often: `keepPlaces` comes at the end. */
  function put(key: string, { x, y }: Point): void {
    places.value = new Map(places.value).set(key, { x: Math.round(x), y: Math.round(y) });
  }

  function forgetPlaces(): void {
    places.value = new Map();
    keepPlaces();
  }

  function keepPlaces(): void {
    if (keptIn.value === null) return;
    const kept = [...places.value].map(([key, { x, y }]) => [key, x, y]);
    if (kept.length === 0) localStorage.removeItem(keptIn.value);
    else keep(keptIn.value, kept);
  }

  return { focus, panel, legend, hiddenSchemas, relation, sought, places, put, forgetPlaces, keepPlaces };
});

function readPlaces(key: string): ReadonlyMap<string, Point> {
  const kept = readKept(key);
  return new Map(Array.isArray(kept) ? kept.flatMap(placeOf) : []);
}

function placeOf(kept: unknown): readonly [string, Point][] {
  if (!Array.isArray(kept)) return [];
  const [key, x, y]: unknown[] = kept;
  return typeof key === 'string' && typeof x === 'number' && typeof y === 'number' ? [[key, { x, y }]] : [];
}
