import { onBeforeUnmount, shallowRef } from 'vue';

/** How far a press may move and still be a click, in pixels. */
const still = 5;

/** A tab is dragged along the strip, to the place of another. Tabs have their place, from 0, as `data-place`. */
export function useTabDrag(move: (from: number, to: number) => void) {
  const drop = shallowRef<{ readonly from: number; readonly to: number } | null>(null);
  let grabbed: { readonly place: number; readonly x: number; readonly y: number } | null = null;

  function onMove({ clientX }: PointerEvent) {
    if (grabbed === null || (drop.value === null && Math.abs(clientX - grabbed.x) < still)) return;
    const over = document.elementFromPoint(clientX, grabbed.y)?.closest<HTMLElement>('[data-place]');
    drop.value = { from: grabbed.place, to: Number(over?.dataset.place ?? drop.value?.to ?? grabbed.place) };
  }

  function onUp() {
    const dropped = drop.value;
    stop();
    if (dropped !== null && dropped.to !== dropped.from) move(dropped.from, dropped.to);
  }

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Escape' || drop.value === null) return;
    event.preventDefault();
    stop();
  }

  function stop() {
    grabbed = null;
    drop.value = null;
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', stop);
    window.removeEventListener('keydown', onKey);
  }
  onBeforeUnmount(stop);

  return {
    grab(place: number, event: PointerEvent) {
      if (event.button !== 0) return;
      grabbed = { place, x: event.clientX, y: event.clientY };
      window.addEventListener('pointermove', onMove);
      window.addEventListener('pointerup', onUp);
      window.addEventListener('pointercancel', stop);
      window.addEventListener('keydown', onKey);
    },
    /** On which side of a tab the dragged one would come to stand. */
    dropAt(place: number): 'before' | 'after' | null {
      if (drop.value === null || drop.value.to !== place || drop.value.from === place) return null;
      return drop.value.to < drop.value.from ? 'before' : 'after';
    },
    isDragged: (place: number) => drop.value?.from === place,
  };
}
