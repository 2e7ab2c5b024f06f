import { onBeforeUnmount, onMounted } from 'vue';
import { useDragOrder } from '../ui/use-drag-order.ts';

/** A tab is dragged along the strip, to the place of another. Tabs have their place, from 0, as `data-place`. */
export function useTabDrag(move: (from: number, to: number) => void) {
  const drag = useDragOrder({
    placeAt({ clientX }, { y }, last) {
      const over = document.elementFromPoint(clientX, y)?.closest<HTMLElement>('[data-place]');
      return Number(over?.dataset.place ?? last);
    },
    move,
  });

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !drag.isDragging()) return;
    event.preventDefault();
    drag.stop();
  }
  onMounted(() => window.addEventListener('keydown', onKey));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey));

  return drag;
}
