import { useDragOrder } from '../ui/use-drag-order.ts';
import { pointedAt } from './use-cell-pointer.ts';

/** A header is clicked, or dragged to the place of another. */
export function useHeaderDrag(parts: {
  click(column: number, event: PointerEvent): void;
  move(from: number, to: number): void;
}) {
  return useDragOrder({
    placeAt({ clientX, clientY }, { place }) {
      const pointed = pointedAt(document.elementFromPoint(clientX, clientY));
      return pointed?.place.row === -1 && pointed.part === 'cell' ? pointed.place.column : place;
    },
    ...parts,
  });
}
