import { defineStore } from 'pinia';
import { shallowReactive, watch } from 'vue';
import type { Relation } from '../../src-main/model/relation.ts';
import type { Value } from '../../src-main/model/value.ts';
import { client } from '../client.ts';
import { labelColumns } from '../format/label-column.ts';
import { anyOfKeys, keyText, type Label, labelsOf } from '../format/reference-key.ts';
import { useRecords } from './records.ts';
import { useWorkbench } from './workbench.ts';

/** Keys that one statement looks for. */
const together = 200;
/** What is drawn within so many milliseconds is asked for together. */
const pause = 30;

type Wanted = { readonly relation: Relation; readonly keys: Map<string, readonly Value[]> };

/**
 * What the rows that cells reference are called. Cells ask while they are drawn; all that were drawn together are looked
 * up together, by one statement for each relation.
 */
export const useReferenceLabels = defineStore('reference-labels', () => {
  const known = shallowReactive(new Map<string, Map<string, Label>>());
  const asked = new Map<string, Set<string>>();
  let wanted = new Map<string, Wanted>();
  let requests = new AbortController();
  let timer: ReturnType<typeof setTimeout> | null = null;

  watch(() => useWorkbench().opened, forget);
  // What was applied may have changed any of them.
  useRecords().$onAction(({ name, after }) => {
    if (name === 'reloadAll') after(forget);
  });

  /** null: not known yet, or there is nothing to call the rows by. */
  function labelOf(relation: Relation, key: readonly Value[]): Label | null {
    const text = keyText(key);
    const label = known.get(relation.id)?.get(text);
    if (label === undefined) want(relation, text, key);
    return label ?? null;
  }

  function want(relation: Relation, text: string, key: readonly Value[]): void {
    const before = asked.get(relation.id) ?? new Set();
    if (before.has(text)) return;
    asked.set(relation.id, before.add(text));
    const own = wanted.get(relation.id) ?? { relation, keys: new Map() };
    own.keys.set(text, key);
    wanted.set(relation.id, own);
    if (timer === null) timer = setTimeout(lookUp, pause);
  }

  function lookUp(): void {
    timer = null;
    const all = wanted;
    wanted = new Map();
    for (const { relation, keys } of all.values()) {
      const list = [...keys.values()];
      for (let start = 0; start < list.length; start += together) {
        void read(relation, list.slice(start, start + together), requests.signal);
      }
    }
  }

  async function read(
    relation: Relation,
    keys: readonly (readonly Value[])[],
    signal: AbortSignal,
  ): Promise<void> {
    const { table: ref, columns } = relation.parent;
    const workbench = useWorkbench();
    const table = workbench.tableOf(ref);
    if (table === null || workbench.opened === null) return;
    try {
      const page = await client.records.page(
        {
          connection: workbench.handle(),
          table: { ...ref },
          columns: [...columns, ...labelColumns(table, columns)],
          where: anyOfKeys(columns, keys),
          limit: 1000,
        },
        { signal },
      );
      if (signal.aborted) return;
      const labels = known.get(relation.id) ?? shallowReactive(new Map<string, Label>());
      for (const [text, label] of labelsOf(keys, page.rows)) labels.set(text, label);
      known.set(relation.id, labels);
    } catch {
      // A label is a courtesy: without it the key stands alone, and the log has the statement that failed.
    }
  }

  function forget(): void {
    requests.abort();
    requests = new AbortController();
    asked.clear();
    wanted.clear();
    known.clear();
  }

  return { labelOf, forget };
});
