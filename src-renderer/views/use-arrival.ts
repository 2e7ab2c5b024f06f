import { watch } from 'vue';
import type { Table } from '../../src-main/model/catalog.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import { usePlaces } from '../stores/places.ts';
import { useRecords } from '../stores/records.ts';

/** Goes where a way back or forward leads to, once its rows are there. */
export function useArrival(
  table: Table,
  go: (row: number, column: number) => Promise<void> | undefined,
): void {
  const places = usePlaces();
  const records = useRecords();
  watch(
    () => {
      const { loaded, loading } = records.of(table);
      return loaded && !loading && places.arriving?.tab === tableKey(table);
    },
    async (isHere) => {
      const cell = isHere ? places.arriving?.cell : null;
      if (isHere) places.arriving = null;
      if (cell) await go(cell.row, cell.column);
    },
  );
}
