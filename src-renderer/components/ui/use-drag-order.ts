import { onBeforeUnmount, shallowRef } from 'vue';

/** How far a press may move and still be a click, in pixels. */
const still = 5;

/** One of a row of things is pressed, at a point of the window. */
type Press = { readonly place: number; readonly x: number; readonly y: number };

/** One of a row of things, each at its place, is clicked, or dragged to the place of another. */
export function useDragOrder(parts: {
  /** The place under the pointer. `last`: the one before. */
  placeAt(event: PointerEvent, press: Press, last: number): number;
  move(from: number, to: number): void;
  click?(place: number, event: PointerEvent): void;
}) {
  const drop = shallowRef<{ readonly from: number; readonly to: number } | null>(null);
  let press: Press | null = null;

  function onMove(event: PointerEvent) {
    if (press === null || (drop.value === null && Math.abs(event.clientX - press.x) < still)) return;
    const to = parts.placeAt(event, press, drop.value?.to ?? press.place);
    drop.value = { from: press.place, to };
  }

  function onUp(event: PointerEvent) {
    const target = drop.value;
    const from = press;
    stop();
    if (from === null) return;
    if (target === null) parts.click?.(from.place, event);
    else if (target.to !== target.from) parts.move(target.from, target.to);
  }

  function stop() {
    press = null;
    drop.value = null;
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', stop);
  }
  onBeforeUnmount(stop);

  return {
    grab(place: number, event: PointerEvent) {
      if (event.button !== 0) return;
      press = { place, x: event.clientX, y: event.clientY };
      window.addEventListener('pointermove', onMove);
      window.addEventListener('pointerup', onUp);
      window.addEventListener('pointercancel', stop);
    },
    stop,
    isDragging: () => drop.value !== null,
    isDragged: (place: number) => drop.value?.from === place,
    /** On which side of a place what is dragged would come to stand. */
    dropAt(place: number): 'before' | 'after' | null {
      if (drop.value === null || drop.value.to !== place || drop.value.from === place) return null;
      return drop.value.to < drop.value.from ? 'before' : 'after';
    },
  };
}
