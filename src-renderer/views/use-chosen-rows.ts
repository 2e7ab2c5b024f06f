import { shallowRef } from 'vue';
import type { Table } from '../../src-main/model/catalog.ts';
import type { Row } from '../../src-main/model/value.ts';
import type { ChosenRows, GridRow } from '../components/records/grid-model.ts';
import { useMessages } from '../stores/messages.ts';
import { useRecords } from '../stores/records.ts';
import { useRowReader } from '../stores/row-reader.ts';
import { useStagedEdits } from '../stores/staged-edits.ts';
import { counted, t } from '../text/text.ts';
import type { ExportedRows } from './export-rows.ts';
import type { RecordRows } from './record-rows.ts';

/** As many rows can be changed at once; for more there are filters and SQL. */
const most = 10_000;

/** The rows that are checked, which stay known when they are scrolled out of memory. */
export function useChosenRows(table: Table, rows: () => RecordRows) {
  const selected = shallowRef<ReadonlySet<string>>(new Set());
  let keys: ReadonlyMap<string, Row> = new Map();
  const staged = useStagedEdits();
  const records = useRecords();
  const reader = useRowReader();
  const messages = useMessages();

  function select(ids: ReadonlySet<string>): void {
    keys = new Map(
      [...ids].flatMap((id): [string, Row][] => {
        const key = keys.get(id) ?? rows().existing(id)?.key;
        return key === undefined ? [] : [[id, key]];
      }),
    );
    selected.value = ids;
  }

  /** The rows at these places, read where they are not in memory; null: they are too many, or cannot be read, which is said. */
  async function rowsAt(from: number, to: number): Promise<readonly GridRow[] | null> {
    if (to - from + 1 > most) {
      messages.say('danger', counted('grid.tooManyRows', most));
      return null;
    }
    const places = Array.from({ length: to - from + 1 }, (_, step) => from + step);
    if (places.every((place) => rows().at(place).state !== 'awaited')) {
      return places.map((place) => rows().at(place));
    }
    const { inserts } = staged.of(table);
    const first = Math.max(0, from - inserts.length);
    try {
      const read = await reader.read(table, first, to - inserts.length - first + 1);
      const above = places.filter((place) => place < inserts.length).map((place) => rows().at(place));
      return [...above, ...rows().adopt(read)];
    } catch (error) {
      messages.report(error);
      return null;
    }
  }

  /** Of chosen rows: the keys of those that exist, and the ids of those that are only staged. */
  async function keysOf(
    chosen: ChosenRows,
  ): Promise<{ readonly keys: readonly Row[]; readonly unborn: readonly string[] } | null> {
    const unborn = new Set(staged.of(table).inserts.map(({ id }) => id));
    if ('ids' in chosen) {
      const ids = [...chosen.ids];
      const found = ids.map((id) => rows().existing(id)?.key ?? keys.get(id));
      return { keys: found.filter((key) => key !== undefined), unborn: ids.filter((id) => unborn.has(id)) };
    }
    const all = await rowsAt(chosen.from, chosen.to);
    return all === null ? null : keysOf({ ids: new Set(all.map(({ id }) => id)) });
  }

  /** A row that was only staged goes at once; others are staged to be deleted. */
  async function remove(chosen: ChosenRows): Promise<void> {
    const found = await keysOf(chosen);
    if (found === null) return;
    staged.step(() => {
      if (found.keys.length > 0) staged.remove(table, found.keys);
      if (found.unborn.length > 0) staged.takeBack(table, found.unborn);
    });
    selected.value = new Set();
  }

  /** Of the chosen rows alone; of all of the table where nothing is staged on the one that is merely active. */
  async function takeBack(chosen: ChosenRows | undefined, isSelection: boolean): Promise<void> {
    const all = [...everyStaged()];
    const ids = chosen === undefined ? new Set<string>() : await idsOf(chosen);
    if (ids === null) return;
    const named = all.filter((id) => ids.has(id));
    if (named.length === 0 && isSelection) return messages.say('info', t('grid.nothingStaged'));
    staged.takeBack(table, named.length > 0 ? named : all);
    selected.value = new Set();
  }

  async function idsOf(chosen: ChosenRows): Promise<ReadonlySet<string> | null> {
    if ('ids' in chosen) return chosen.ids;
    const isWhole = chosen.from === 0 && chosen.to >= rows().count - 1;
    // Whatever is staged on the table may be among all of its rows, however many they are.
    if (isWhole && records.of(table).where === null) return everyStaged();
    const all = await rowsAt(chosen.from, chosen.to);
    return all === null ? null : new Set(all.map(({ id }) => id));
  }

  function everyStaged(): ReadonlySet<string> {
    const { inserts, updates, deletes } = staged.of(table);
    return new Set([...inserts.map(({ id }) => id), ...updates.keys(), ...deletes.keys()]);
  }

  /** Chosen rows that the database has, as an export reads them; rows that are only staged are none of it. */
  async function exported(chosen: ChosenRows): Promise<ExportedRows> {
    if ('ids' in chosen) return { kind: 'keys', keys: (await keysOf(chosen))?.keys ?? [] };
    const from = Math.max(0, chosen.from - staged.of(table).inserts.length);
    return { kind: 'places', from, count: chosen.to - staged.of(table).inserts.length - from + 1 };
  }

  return { selected, exported, select, rowsAt, remove, takeBack };
}
