import { nextTick, watch } from 'vue';
import { type Place, usePlaces } from '../stores/places.ts';
import { useRecords } from '../stores/records.ts';
import { useTabs } from '../stores/tabs.ts';
import { useWorkbench } from '../stores/workbench.ts';

/** Remembers each place that a user leaves, however that comes about; gives the ways back and forward. */
export function followPlaces() {
  const places = usePlaces();
  const tabs = useTabs();
  const records = useRecords();
  const workbench = useWorkbench();
  let isGoing = false;

  function placeOf(tab: string, where = records.tables.get(tab)?.where): Place {
    const shown = records.tables.get(tab);
    return {
      tab,
      shown: shown === undefined ? null : { where: where ?? null, order: shown.order },
      cell: places.cells.get(tab) ?? null,
    };
  }

  watch(
    () => ({ tab: tabs.activeId, where: records.tables.get(tabs.activeId)?.where ?? null }),
    (now, before) => {
      // The first filter of a table that was just opened belongs to the way there.
      if (isGoing || (now.tab === before.tab && now.where === before.where)) return;
      places.leave(placeOf(before.tab, before.where));
    },
  );
  watch(() => workbench.opened, places.clear);

  async function show(place: Place | null): Promise<void> {
    if (place === null) return;
    isGoing = true;
    const table = workbench.byKey.get(place.tab);
    if (table !== undefined) {
      workbench.selected = place.tab;
      tabs.showRecords(place.tab);
      const now = records.tables.get(place.tab);
      if (place.shown !== null && now?.where !== place.shown.where) {
        places.arriving = place;
        void records.load(table, { ...place.shown });
      }
    } else if (tabs.tabs.some(({ id }) => id === place.tab)) tabs.activeId = place.tab;
    await nextTick();
    isGoing = false;
  }

  return {
    back: () => void show(places.back(placeOf(tabs.activeId))),
    forward: () => void show(places.forward(placeOf(tabs.activeId))),
  };
}
