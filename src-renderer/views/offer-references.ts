import { computed } from 'vue';
import type { Table } from '../../src-main/model/catalog.ts';
import type { Filter } from '../../src-main/model/change.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import type { Relation } from '../../src-main/model/relation.ts';
import { type Row, type Value, valueText } from '../../src-main/model/value.ts';
import type { GridRow } from '../components/records/grid-model.ts';
import {
  provideReferences,
  type ReferencePage,
  type References,
} from '../components/records/references/references.ts';
import { labelColumns } from '../format/label-column.ts';
import { labelText, referenceKey, relationOf } from '../format/reference-key.ts';
import { useReferenceLabels } from '../stores/reference-labels.ts';
import { readRows } from '../stores/referenced-rows.ts';
import { useStagedEdits } from '../stores/staged-edits.ts';
import { useWorkbench } from '../stores/workbench.ts';
import { setCells } from './set-cells.ts';
import type { useReferenceCard } from './use-reference-card.ts';

const pageSize = 50;

/** Lets the cells of a table's grid know the rows they reference. */
export function offerReferences(
  table: Table,
  card: ReturnType<typeof useReferenceCard>,
  existing: (id: string) => { readonly key: Row; readonly before: Row } | null,
): void {
  const workbench = useWorkbench();
  const labels = useReferenceLabels();
  const staged = useStagedEdits();
  const outgoing = computed(() => workbench.asChild.get(tableKey(table)) ?? []);

  const references: References = {
    labelOf(row: GridRow, column: string) {
      const relation = relationOf(outgoing.value, column);
      const key = relation === null ? null : referenceKey(table, relation, row.values);
      return relation === null || key === null ? null : labels.labelOf(relation, key);
    },
    async search(column, text, signal) {
      const relation = relationOf(outgoing.value, column);
      const parent = relation === null ? null : workbench.tableOf(relation.parent.table);
      if (relation === null || parent === null) return { options: [], more: null };
      return searchParents(relation, parent, text.trim(), signal);
    },
    isComposite: (column) => (relationOf(outgoing.value, column)?.child.columns.length ?? 0) > 1,
    assign(row, values) {
      const cells = Object.entries(values).map(([column, value]) => ({ row, column, value }));
      setCells(staged, table, cells, existing);
    },
    hover: card.hover,
    leave: card.leave,
  };
  provideReferences(references);
}

/** By key while nothing is typed, which an index answers; else by what people call the rows. */
async function searchParents(
  relation: Relation,
  parent: Table,
  text: string,
  signal: AbortSignal,
): Promise<ReferencePage> {
  const { columns } = relation.parent;
  const label = labelColumns(parent, columns);
  const holds: Filter = {
    or: [...columns, ...label].map((column) => ({ column, op: 'contains', value: text })),
  };
  const asked = {
    columns: [...columns, ...label],
    limit: pageSize,
    ...(text === '' ? {} : { where: holds }),
    orderBy: (text === '' ? columns : [...label, ...columns]).map((column) => ({
      column,
      direction: 'asc' as const,
    })),
  };
  const read = async (after: readonly Value[] | null): Promise<ReferencePage> => {
    const page = await readRows(parent, { ...asked, ...(after === null ? {} : { after }) }, signal);
    const { next } = page;
    return {
      options: page.rows.map((row) => ({
        values: Object.fromEntries(
          relation.child.columns.map((column, index) => [column, row[index] ?? null]),
        ),
        key: row.slice(0, columns.length).map(valueText).join(', '),
        label: labelText(row.slice(columns.length)),
      })),
      more: next === null ? null : () => read(next),
    };
  };
  return read(null);
}
