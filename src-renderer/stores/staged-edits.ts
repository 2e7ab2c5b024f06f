import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { TableRef } from '../../src-main/model/catalog.ts';
import type { Change } from '../../src-main/model/change.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import type { Row, Value } from '../../src-main/model/value.ts';
import {
  type AllEdits,
  advance,
  changedTables,
  countAll,
  type EditHistory,
  freshHistory,
  merged,
  redone,
  undone,
} from '../format/edit-history.ts';
import {
  changesOf,
  type ExistingCell,
  type InsertedCell,
  noEdits,
  rebase,
  type StagedUpdate,
  stageCells,
  stageDelete,
  stageInsertedCells,
  stageInserts,
  type TableEdits,
  unstage,
} from '../format/staged-edits.ts';
import { counted, momentText, t } from '../text/text.ts';
import { type EditKeeper, openKeeper } from './edit-keeper.ts';
import { useMessages } from './messages.ts';
import { useWorkbench } from './workbench.ts';

/** Edits of all tables that are not applied yet. They know rows by key, so sorting, filtering and paging keep them. */
export const useStagedEdits = defineStore('staged-edits', () => {
  const workbench = useWorkbench();
  const history = shallowRef<EditHistory>(freshHistory());
  /** What was staged before the step that is under way; null: none is. */
  let stepFrom: AllEdits | null = null;
  let keeper: EditKeeper | null = null;
  let roomless = false;

  const tables = computed(() => history.value.present);
  const count = computed(() => countAll(tables.value));
  const changes = computed<readonly Change[]>(() => [...tables.value.values()].flatMap(changesOf));
  const canUndo = computed(() => history.value.past.length > 0);
  const canRedo = computed(() => history.value.future.length > 0);

  watch(
    () => workbench.opened,
    async (opened) => {
      keeper = null;
      history.value = freshHistory();
      if (opened === null || opened.readOnly) return;
      const restored = await openKeeper(`${opened.dialect} ${opened.place}`);
      if (workbench.opened === opened) restore(restored.keeper, restored.kept);
    },
    { immediate: true, flush: 'sync' },
  );

  function restore(next: EditKeeper, kept: { readonly at: string; readonly edits: AllEdits } | null): void {
    keeper = next;
    if (kept === null) return;
    const known = new Map([...kept.edits].filter(([key]) => workbench.byKey.has(key)));
    const gone = countAll(kept.edits) - countAll(known);
    become(freshHistory(merged(known, tables.value)));
    if (count.value === 0) return;
    useMessages().say(
      'info',
      counted('records.staged.back', countAll(known), { at: momentText(kept.at) }),
      gone === 0 ? null : counted('records.staged.tablesGone', gone),
      { label: t('records.staged.discard'), run: discard },
    );
  }

  function become(next: EditHistory): void {
    history.value = next;
    if (stepFrom === null && keeper !== null && !keeper.keep(next.present) && !roomless) {
      roomless = true;
      useMessages().say('danger', t('records.staged.noRoom'), t('records.staged.noRoomHint'));
    }
  }

  /** All that is staged by `work` is undone at once. */
  function step(work: () => void): void {
    if (stepFrom !== null) {
      work();
      return;
    }
    const { present, past } = history.value;
    stepFrom = present;
    try {
      work();
    } finally {
      stepFrom = null;
      if (tables.value !== present) become({ past: [...past, present], present: tables.value, future: [] });
    }
  }

  function of(table: TableRef): TableEdits {
    return tables.value.get(tableKey(table)) ?? noEdits({ schema: table.schema, name: table.name });
  }

  function keep(edits: TableEdits): void {
    const next = new Map(tables.value).set(tableKey(edits.table), edits);
    become(stepFrom === null ? advance(history.value, next) : { ...history.value, present: next });
  }

  /** New rows, each of whose missing columns takes its default; gives their ids. */
  function insertRows(table: TableRef, rows: readonly Row[]): readonly string[] {
    const inserts = rows.map((values) => ({ id: `new-${crypto.randomUUID()}`, values }));
    keep(stageInserts(of(table), inserts));
    return inserts.map(({ id }) => id);
  }

  function insert(table: TableRef, values: Row = {}): string {
    return insertRows(table, [values])[0] ?? '';
  }

  function setInsertedCells(table: TableRef, cells: readonly InsertedCell[]): void {
    keep(stageInsertedCells(of(table), cells));
  }

  function setInserted(table: TableRef, id: string, column: string, value: Value | undefined): void {
    setInsertedCells(table, [{ id, column, value }]);
  }

  function setCells(table: TableRef, cells: readonly ExistingCell[]): void {
    keep(stageCells(of(table), cells));
  }

  function setCell(table: TableRef, row: Omit<StagedUpdate, 'set'>, column: string, value: Value): void {
    setCells(table, [{ key: row.key, before: row.before, column, value }]);
  }

  function rebaseRow(table: TableRef, id: string, now: Row): void {
    keep(rebase(of(table), id, now));
  }

  function remove(table: TableRef, keys: readonly Row[]): void {
    keep(stageDelete(of(table), keys));
  }

  function takeBack(table: TableRef, ids: readonly string[]): void {
    keep(unstage(of(table), ids));
  }

  /** Gives the tables, by key, on which something else is staged now. */
  function go(next: EditHistory): readonly string[] {
    const changed = changedTables(tables.value, next.present);
    become(next);
    return changed;
  }

  /** Takes all back, in a step of its own. */
  function discard(): void {
    if (count.value > 0) become(advance(history.value, new Map()));
  }

  /** Forgets all, and how it came about, such as what was applied. */
  function clear(): void {
    become(freshHistory());
  }

  return {
    tables,
    count,
    changes,
    canUndo,
    canRedo,
    of,
    step,
    insert,
    insertRows,
    setInserted,
    setInsertedCells,
    setCell,
    setCells,
    rebase: rebaseRow,
    remove,
    takeBack,
    undo: () => go(undone(history.value)),
    redo: () => go(redone(history.value)),
    discard,
    clear,
  };
});
