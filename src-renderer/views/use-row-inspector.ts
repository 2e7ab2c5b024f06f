import { computed, onBeforeUnmount, onDeactivated, shallowRef, watch } from 'vue';
import type { ChildCount } from '../../src-main/contract/results.ts';
import type { Table } from '../../src-main/model/catalog.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import type { Row } from '../../src-main/model/value.ts';
import type { ChildRows } from '../components/records/row-inspector/child-rows.ts';
import { useTableName } from '../components/relations/table-name.ts';
import { rowFilter } from '../format/filter-terms.ts';
import { useMessages } from '../stores/messages.ts';
import { useRecords } from '../stores/records.ts';
import { countChildren } from '../stores/referenced-rows.ts';
import { useTabs } from '../stores/tabs.ts';
import { useWorkbench } from '../stores/workbench.ts';

/** A user who goes through the rows is not to wait for counts of those in between. */
const pause = 200;

/** The rows that reference the active row: counted while the row is shown, and opened. */
export function useRowInspector(
  table: Table,
  /** What is there of the active row; null: no row is active, or it is only staged. */
  active: () => { readonly key: Row; readonly before: Row } | null,
) {
  const workbench = useWorkbench();
  const nameOf = useTableName();
  const counts = shallowRef<readonly ChildCount[]>([]);
  const counting = shallowRef(false);
  const problem = shallowRef<string | null>(null);
  const incoming = computed(() =>
    (workbench.asParent.get(tableKey(table)) ?? []).filter(({ state }) => state !== 'stale'),
  );
  const key = computed(() => active()?.key ?? null);
  const children = computed<readonly ChildRows[]>(() => {
    const known = new Map(counts.value.map((each) => [each.relation, each]));
    if (key.value === null) return [];
    return incoming.value.map(({ id, child }) => ({
      relation: id,
      table: nameOf(child.table),
      columns: child.columns.join(', '),
      count: known.get(id)?.count ?? null,
      exact: known.get(id)?.exact ?? true,
    }));
  });
  let request = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    clearTimeout(timer);
    request.abort();
    counting.value = false;
  }

  watch(
    () => JSON.stringify(key.value),
    () => {
      stop();
      counts.value = [];
      problem.value = null;
      const row = key.value;
      if (row === null || incoming.value.length === 0) return;
      counting.value = true;
      timer = setTimeout(() => void count(row), pause);
    },
    { immediate: true },
  );
  onBeforeUnmount(stop);
  onDeactivated(stop);

  async function count(row: Row): Promise<void> {
    request = new AbortController();
    const { signal } = request;
    try {
      const found = await countChildren(table, row, signal);
      if (!signal.aborted) counts.value = found;
    } catch (error) {
      if (!signal.aborted) problem.value = useMessages().explain(error).message;
    } finally {
      if (!signal.aborted) counting.value = false;
    }
  }

  /** The children by one relation, in their own table. */
  function open(id: string): void {
    const relation = incoming.value.find((each) => each.id === id);
    const row = active()?.before;
    const next = relation === undefined ? null : workbench.tableOf(relation.child.table);
    if (relation === undefined || row === undefined || next === null) return;
    const values = relation.child.columns.map((column, at): [string, Row[string]] => [
      column,
      row[relation.parent.columns[at] ?? ''] ?? null,
    ]);
    workbench.selected = tableKey(next);
    useTabs().showRecords(tableKey(next));
    void useRecords().load(next, { where: rowFilter(Object.fromEntries(values)) });
  }

  return { children, counting, problem, stop, open };
}
