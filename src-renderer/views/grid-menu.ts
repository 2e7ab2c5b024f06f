import { shallowRef } from 'vue';
import type { Filter } from '../../src-main/model/change.ts';
import type { GridColumn, GridRow, Place } from '../components/records/grid-model.ts';
import type { GridColumns } from '../components/records/use-grid-columns.ts';
import type { MenuAction } from '../components/ui/Menu.vue';
import { type SortOrder, withDirection } from '../format/sort-order.ts';
import type { TextForm } from '../format/table-text.ts';
import { t } from '../text/text.ts';
import { copyText } from './copy-text.ts';

type Point = { readonly x: number; readonly y: number };

/** What can be done in a grid at a place: with a column at its header, with cells and rows below. */
export function useGridMenu(parts: {
  columns: GridColumns;
  rowAt(index: number): GridRow;
  order(): readonly SortOrder[];
  sort(order: readonly SortOrder[]): void;
  fit(columns: readonly string[]): void;
  selectColumn(column: number): void;
  filter(term: Filter): void;
  filterBy(column: string): void;
  copy(form: TextForm, headers: boolean): void;
  follow(row: GridRow, column: string): void;
  focus(): void;
}) {
  const open = shallowRef<{ readonly place: Place; readonly point: Point } | null>(null);
  const { columns } = parts;

  function headerGroups(at: number, { column }: GridColumn): readonly (readonly MenuAction[])[] {
    const { name } = column;
    const sort = (direction: 'asc' | 'desc' | null) => () =>
      parts.sort(withDirection(parts.order(), name, direction));
    const isSorted = parts.order().some((each) => each.column === name);
    const pin = columns.pinOf(name);
    return [
      [
        { label: t('grid.menu.ascending'), run: sort('asc') },
        { label: t('grid.menu.descending'), run: sort('desc') },
        { label: t('grid.menu.unsorted'), disabled: !isSorted, run: sort(null) },
      ],
      [
        { label: t('grid.menu.filterBy'), run: () => parts.filterBy(name) },
        { label: t('grid.menu.selectColumn'), shortcut: 'Ctrl Space', run: () => parts.selectColumn(at) },
        { label: t('grid.menu.copyName'), run: () => void copyText(name) },
      ],
      [
        { label: t('grid.menu.pinLeft'), disabled: pin === 'start', run: () => columns.pin(name, 'start') },
        { label: t('grid.menu.pinRight'), disabled: pin === 'end', run: () => columns.pin(name, 'end') },
        { label: t('grid.menu.unpin'), disabled: pin === false, run: () => columns.pin(name, false) },
      ],
      [
        { label: t('grid.menu.fit'), shortcut: 'Alt 0', run: () => parts.fit([name]) },
        {
          label: t('grid.menu.hide'),
          disabled: columns.shown.value.length === 1,
          run: () => columns.setShown(name, false),
        },
      ],
    ];
  }

  function cellGroups(
    row: GridRow,
    { column, at, references }: GridColumn,
  ): readonly (readonly MenuAction[])[] {
    const { name } = column;
    const value = row.values[at];
    const isNothing = value === null || value === undefined;
    const filters: readonly MenuAction[] = isNothing
      ? [
          { label: t('grid.menu.isNull'), run: () => parts.filter({ column: name, op: 'isNull' }) },
          { label: t('grid.menu.notNull'), run: () => parts.filter({ column: name, op: 'notNull' }) },
        ]
      : [
          { label: t('grid.menu.isThis'), run: () => parts.filter({ column: name, op: 'eq', value }) },
          { label: t('grid.menu.isNotThis'), run: () => parts.filter({ column: name, op: 'ne', value }) },
          { label: t('grid.menu.isNull'), run: () => parts.filter({ column: name, op: 'isNull' }) },
        ];
    const copies = (['csv', 'json', 'sql', 'markdown'] as const).map((form) => ({
      label: t(`grid.menu.copyAs.${form}`),
      run: () => parts.copy(form, true),
    }));
    const follow: MenuAction = {
      label: t('grid.menu.follow'),
      shortcut: 'Ctrl Enter',
      run: () => parts.follow(row, name),
    };
    return [
      [
        { label: t('grid.menu.copy'), shortcut: 'Ctrl C', run: () => parts.copy('tsv', false) },
        { label: t('grid.menu.copyHeaders'), run: () => parts.copy('tsv', true) },
        ...copies,
      ],
      filters,
      ...(references === null || isNothing ? [] : [[follow]]),
    ];
  }

  function groups(): readonly (readonly MenuAction[])[] {
    const at = open.value?.place;
    const column = at === undefined ? undefined : columns.shown.value[at.column]?.column;
    if (at === undefined || column === undefined) return [];
    return at.row < 0 ? headerGroups(at.column, column) : cellGroups(parts.rowAt(at.row), column);
  }

  return {
    open,
    groups,
    show(place: Place, point: Point) {
      open.value = { place, point };
    },
    close() {
      open.value = null;
      parts.focus();
    },
  };
}
