import type { Ref } from 'vue';
import type { Value } from '../../../src-main/model/value.ts';
import type { GridCommand } from './grid-keys.ts';
import type { GridColumn, GridRow, Place } from './grid-model.ts';
import type { createRowSelection } from './row-selection.ts';
import type { useCellRange } from './use-cell-range.ts';
import type { GridColumns } from './use-grid-columns.ts';

type Emit = {
  (event: 'sort', column: string, add: boolean): void;
  (event: 'edit', row: GridRow, column: string, value: Value | undefined): void;
  (event: 'insert'): void;
  (event: 'copy'): void;
  (event: 'follow', row: GridRow, column: string): void;
};

/** Does what keys ask for in a grid. */
export function useGridCommands(parts: {
  active: Readonly<Ref<Place>>;
  activeColumn: Readonly<Ref<GridColumn | undefined>>;
  activeRow: Readonly<Ref<GridRow | undefined>>;
  columns: GridColumns;
  cells: ReturnType<typeof useCellRange>;
  selection: ReturnType<typeof createRowSelection>;
  count(): number;
  /** Rows that PageDown moves by. */
  page(): number;
  readOnly(): boolean;
  go(to: Place, extend: boolean): void;
  edit(typed?: string): void;
  emit: Emit;
  remove(): void;
  fit(columns: readonly string[]): void;
  menu(): void;
}): (command: GridCommand) => void {
  const { active, columns, cells, selection, emit, go } = parts;

  return function run(command) {
    const { row, column } = active.value;
    const name = parts.activeColumn.value?.column.name;
    const current = parts.activeRow.value;
    const isWritable = !parts.readOnly() && parts.activeColumn.value?.writable === true;
    const canSet = isWritable && current?.editable === true;
    switch (command.kind) {
      case 'move':
        return go({ row: row + command.rows, column: column + command.columns }, command.extend);
      case 'page':
        return go({ row: row + command.by * parts.page(), column }, command.extend);
      case 'toEdge':
        return go(
          {
            row: command.rows === 0 ? row : command.rows < 0 ? 0 : parts.count() - 1,
            column: command.columns === 0 ? column : command.columns < 0 ? 0 : columns.shown.value.length - 1,
          },
          command.extend,
        );
      case 'edit':
        return row === -1 && name !== undefined ? emit('sort', name, command.add) : parts.edit();
      case 'type':
        return parts.edit(command.text);
      case 'setNull':
        if (canSet && name !== undefined && parts.activeColumn.value?.column.nullable)
          emit('edit', current, name, null);
        return;
      case 'setDefault':
        if (canSet && name !== undefined && current.state === 'inserted')
          emit('edit', current, name, undefined);
        return;
      case 'remove':
        return parts.readOnly() ? undefined : parts.remove();
      case 'insert':
        return parts.readOnly() ? undefined : emit('insert');
      case 'toggle':
        return row >= 0 ? selection.toggle(row) : undefined;
      case 'wholeRows':
        return cells.select('rows');
      case 'wholeColumns':
        return cells.select('columns');
      case 'all':
        return cells.select('all');
      case 'none':
        cells.reset();
        return selection.none();
      case 'follow':
        return current !== undefined && name !== undefined ? emit('follow', current, name) : undefined;
      case 'copy':
        return emit('copy');
      case 'menu':
        return parts.menu();
      case 'fit':
        return name === undefined ? undefined : parts.fit([name]);
      case 'narrower':
        return name === undefined ? undefined : columns.resize(name, -16);
      case 'wider':
        return name === undefined ? undefined : columns.resize(name, 16);
      case 'moveColumn': {
        const to = column + command.by;
        if (name === undefined || to < 0 || to >= columns.shown.value.length) return;
        columns.move(name, to);
        return go({ row, column: to }, false);
      }
    }
  };
}
