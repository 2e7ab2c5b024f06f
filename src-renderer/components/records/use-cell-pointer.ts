import { onBeforeUnmount } from 'vue';
import type { Place } from './grid-model.ts';

type Pointed = { readonly place: Place; readonly part: 'cell' | 'rowHeader' };

/** Where in the grid an event is; null: on none of its cells. */
export function pointedAt(target: EventTarget | null): Pointed | null {
  if (!(target instanceof Element)) return null;
  const cell = target.closest('[role=gridcell], [role=rowheader], [role=columnheader]');
  const row = cell?.closest('[role=row]');
  if (cell === null || row === null || row === undefined) return null;
  const place = {
    row: Number(row.getAttribute('aria-rowindex')) - 2,
    column: Math.max(0, Number(cell.getAttribute('aria-colindex')) - 2),
  };
  return { place, part: cell.getAttribute('aria-colindex') === '1' ? 'rowHeader' : 'cell' };
}

/** Selects cells with the mouse: press and draw over them; Shift extends, Control takes single rows. */
export function useCellPointer(parts: {
  press(pointed: Pointed, event: MouseEvent): void;
  /** The pointer, still pressed, is over another cell. */
  draw(place: Place): void;
}) {
  let last: Place | null = null;

  function move(event: PointerEvent) {
    if ((event.buttons & 1) === 0) return stop();
    const pointed = pointedAt(document.elementFromPoint(event.clientX, event.clientY));
    if (pointed === null || pointed.place.row < 0) return;
    const { row, column } = pointed.place;
    if (last?.row === row && last.column === column) return;
    last = pointed.place;
    parts.draw(pointed.place);
  }

  function stop() {
    last = null;
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', stop);
  }
  onBeforeUnmount(stop);

  return function onMouseDown(event: MouseEvent) {
    const pointed = pointedAt(event.target);
    const isControl = event.target instanceof Element && event.target.closest('input, button, .handle');
    if (pointed === null || pointed.place.row < 0 || isControl) return;
    parts.press(pointed, event);
    if (event.button !== 0 || event.ctrlKey || event.metaKey) return;
    last = pointed.place;
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', stop);
  };
}
