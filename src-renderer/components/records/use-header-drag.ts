import { onBeforeUnmount, shallowRef } from 'vue';
import { pointedAt } from './use-cell-pointer.ts';

/** How far a press may move and still be a click, in pixels. */
const still = 5;

/** A header is clicked, or dragged to the place of another. */
export function useHeaderDrag(parts: {
  click(column: number, event: PointerEvent): void;
  move(from: number, to: number): void;
}) {
  const drop = shallowRef<{ readonly from: number; readonly to: number } | null>(null);
  let grabbed: { readonly column: number; readonly x: number } | null = null;

  function onMove(event: PointerEvent) {
    if (grabbed === null || (drop.value === null && Math.abs(event.clientX - grabbed.x) < still)) return;
    const pointed = pointedAt(document.elementFromPoint(event.clientX, event.clientY));
    const isHeader = pointed?.place.row === -1 && pointed.part === 'cell';
    drop.value = { from: grabbed.column, to: isHeader ? pointed.place.column : grabbed.column };
  }

  function onUp(event: PointerEvent) {
    const target = drop.value;
    const from = grabbed;
    stop();
    if (from === null) return;
    if (target === null) parts.click(from.column, event);
    else if (target.to !== target.from) parts.move(target.from, target.to);
  }

  function stop() {
    grabbed = null;
    drop.value = null;
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', stop);
  }
  onBeforeUnmount(stop);

  return {
    grab(column: number, event: PointerEvent) {
      if (event.button !== 0) return;
      grabbed = { column, x: event.clientX };
      window.addEventListener('pointermove', onMove);
      window.addEventListener('pointerup', onUp);
      window.addEventListener('pointercancel', stop);
    },
    /** On which side of a column a dragged one would come to stand. */
    dropAt(column: number): 'before' | 'after' | null {
      if (drop.value === null || drop.value.to !== column || drop.value.from === column) return null;
      return drop.value.to < drop.value.from ? 'before' : 'after';
    },
  };
}
