import { onBeforeUnmount } from 'vue';
import type { Place } from './grid-model.ts';
import { pointedAt, useCellPointer } from './use-cell-pointer.ts';

type Point = { readonly x: number; readonly y: number };

/** What the mouse does in a grid, heard in one place for all its cells. */
export function useGridMouse(
  parts: Parameters<typeof useCellPointer>[0] & {
    /** False while a cell is edited: the mouse is the editor's. */
    isFree(): boolean;
    edit(): void;
    check(row: number, event: MouseEvent): void;
    follow(place: Place): void;
    menu(place: Place, point: Point): void;
    /** The pointer came to a cell; null: it left it. */
    hover(place: Place | null, cell: HTMLElement | null): void;
  },
) {
  const onMousedown = useCellPointer(parts);
  let over: { readonly cell: HTMLElement; readonly place: Place } | null = null;

  function leave(): void {
    if (over !== null) parts.hover(null, null);
    over = null;
  }
  onBeforeUnmount(leave);

  return {
    onMousedown,
    onClick(event: MouseEvent) {
      const pointed = pointedAt(event.target);
      if (pointed === null || pointed.place.row < 0 || !(event.target instanceof Element)) return;
      if (pointed.part === 'rowHeader' && event.target.closest('input') !== null)
        parts.check(pointed.place.row, event);
      else if (event.target.closest('.follow') !== null) parts.follow(pointed.place);
    },
    onDblclick(event: MouseEvent) {
      const pointed = pointedAt(event.target);
      const isControl = event.target instanceof Element && event.target.closest('button, input') !== null;
      if (pointed?.part === 'cell' && pointed.place.row >= 0 && !isControl && parts.isFree()) parts.edit();
    },
    onContextmenu(event: MouseEvent) {
      const pointed = pointedAt(event.target);
      if (pointed === null || !parts.isFree()) return;
      event.preventDefault();
      // A key asks for it, too, and the event is then on the grid as a whole.
      if (event.button === 2 || event.clientX > 0)
        parts.menu(pointed.place, { x: event.clientX, y: event.clientY });
    },
    onMouseover(event: MouseEvent) {
      const cell = event.target instanceof Element ? event.target.closest('[role=gridcell]') : null;
      const place = pointedAt(cell)?.place;
      if (!(cell instanceof HTMLElement) || place === undefined) return leave();
      // The same element may meanwhile stand for another row.
      const isSame =
        over?.cell === cell && over.place.row === place.row && over.place.column === place.column;
      if (isSame) return;
      leave();
      over = { cell, place };
      parts.hover(place, cell);
    },
    onMouseleave: leave,
  };
}
