import { computed, onBeforeUnmount, onDeactivated, shallowRef } from 'vue';
import type { Table } from '../../src-main/model/catalog.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import type { GridRow } from '../components/records/grid-model.ts';
import type { ReferencedRow } from '../components/records/references/references.ts';
import { useTableName } from '../components/relations/table-name.ts';
import { rowFilter } from '../format/filter-terms.ts';
import { labelColumns } from '../format/label-column.ts';
import { labelText, referenceKey, relationOf } from '../format/reference-key.ts';
import { useMessages } from '../stores/messages.ts';
import { readRows } from '../stores/referenced-rows.ts';
import { useWorkbench } from '../stores/workbench.ts';

type Card = {
  readonly row: GridRow;
  readonly column: string;
  readonly anchor: HTMLElement;
  readonly byKeyboard: boolean;
};

/** The pointer rests so long before a card opens, and is away so long before it closes. */
const opensAfter = 450;
const closesAfter = 180;
const mainColumns = 8;

/** The card of the row that a cell references: under the pointer after a while, or by keyboard at once. */
export function useReferenceCard(table: Table) {
  const workbench = useWorkbench();
  const nameOf = useTableName();
  const card = shallowRef<Card | null>(null);
  const content = shallowRef<ReferencedRow | null>(null);
  const problem = shallowRef<string | null>(null);
  const outgoing = computed(() => workbench.asChild.get(tableKey(table)) ?? []);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let request = new AbortController();

  function open(next: Card): void {
    const relation = relationOf(outgoing.value, next.column);
    const key = relation === null ? null : referenceKey(table, relation, next.row.values);
    if (relation === null || key === null) return;
    request.abort();
    request = new AbortController();
    card.value = next;
    content.value = null;
    problem.value = null;
    const { columns, table: ref } = relation.parent;
    const parent = workbench.tableOf(ref);
    if (parent === null) return;
    void read(parent, Object.fromEntries(columns.map((name, at) => [name, key[at] ?? null])), request.signal);
  }

  async function read(parent: Table, key: Parameters<typeof rowFilter>[0], signal: AbortSignal) {
    const keyNames = Object.keys(key);
    const labels = labelColumns(parent, keyNames);
    const others = parent.columns
      .filter(({ name, kind }) => kind !== 'bytes' && !keyNames.includes(name) && !labels.includes(name))
      .map(({ name }) => name);
    const columns = [...keyNames, ...labels, ...others].slice(
      0,
      Math.max(mainColumns, keyNames.length + labels.length),
    );
    try {
      const page = await readRows(parent, { columns, where: rowFilter(key), limit: 1 }, signal);
      if (signal.aborted) return;
      const [found] = page.rows;
      content.value = {
        table: nameOf(parent),
        label:
          found === undefined
            ? null
            : labelText(found.slice(keyNames.length, keyNames.length + labels.length)),
        row:
          found?.flatMap((value, at) => {
            const column = parent.columns.find(({ name }) => name === columns[at]);
            return column === undefined ? [] : [{ column, value, isKey: at < keyNames.length }];
          }) ?? null,
      };
    } catch (error) {
      if (!signal.aborted) problem.value = useMessages().explain(error).message;
    }
  }

  function close(): void {
    clearTimeout(timer);
    request.abort();
    card.value = null;
  }

  function leave(): void {
    clearTimeout(timer);
    if (card.value?.byKeyboard !== true) timer = setTimeout(close, closesAfter);
  }

  onBeforeUnmount(close);
  onDeactivated(close);

  return {
    card,
    content,
    problem,
    close,
    leave,
    /** The pointer came back, or is on the card itself. */
    stay: () => clearTimeout(timer),
    hover(row: GridRow, column: string, anchor: HTMLElement): void {
      clearTimeout(timer);
      if (card.value?.byKeyboard === true) return;
      const show = () => {
        // Not over an editor that was opened in the cell.
        if (anchor.querySelector('.cell-editor') === null) open({ row, column, anchor, byKeyboard: false });
      };
      timer = setTimeout(show, card.value === null ? opensAfter : closesAfter);
    },
    peek(row: GridRow, column: string, anchor: HTMLElement): void {
      clearTimeout(timer);
      open({ row, column, anchor, byKeyboard: true });
    },
  };
}
