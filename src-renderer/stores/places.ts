import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { TableRecords } from './records.ts';

/** Where a user was: a tab, and what it showed. */
export type Place = {
  /** Id of the tab; `tableKey` of the table where it shows records. */
  readonly tab: string;
  /** null: it shows no records. */
  readonly shown: Pick<TableRecords, 'where' | 'order'> | null;
  readonly cell: { readonly row: number; readonly column: number } | null;
};

const longest = 100;

/** The way a user came, to be gone back and forward. */
export const usePlaces = defineStore('places', () => {
  const past = shallowRef<readonly Place[]>([]);
  const future = shallowRef<readonly Place[]>([]);
  /** Active cells, by tab. */
  const cells = new Map<string, NonNullable<Place['cell']>>();
  /** A cell to go to as soon as its rows are there; null: none. */
  const arriving = shallowRef<Place | null>(null);

  /** On from a place, which is the first on the way back. */
  function leave(place: Place): void {
    past.value = [...past.value, place].slice(-longest);
    future.value = [];
  }

  /** null: there is none before. */
  function back(here: Place): Place | null {
    const place = past.value.at(-1);
    if (place === undefined) return null;
    past.value = past.value.slice(0, -1);
    future.value = [...future.value, here];
    return place;
  }

  /** null: there is none that was gone back from. */
  function forward(here: Place): Place | null {
    const place = future.value.at(-1);
    if (place === undefined) return null;
    future.value = future.value.slice(0, -1);
    past.value = [...past.value, here];
    return place;
  }

  function clear(): void {
    past.value = [];
    future.value = [];
    cells.clear();
  }

  return {
    canGoBack: computed(() => past.value.length > 0),
    canGoForward: computed(() => future.value.length > 0),
    cells,
    arriving,
    leave,
    back,
    forward,
    clear,
  };
});
