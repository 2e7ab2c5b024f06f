import { shallowRef } from 'vue';
import type { Edge } from '../../graph/edge.ts';
import type { Point } from '../../graph/geometry.ts';
import type { PlacedCard, PlacedEdge } from '../../graph/scene.ts';
import { isByKey } from '../ui/menu-point.ts';
import { placeOf } from './use-pointer.ts';

/** What the context menu is for, and where in the window it is open; null: it is closed. */
export type Aim = { readonly card: string | null; readonly edge: Edge | null; readonly at: Point | null };

/** By the keyboard, the card that has the focus, or else the selected one; by the mouse, what is under it. */
export function useAim(parts: {
  readonly selected: () => string | null;
  readonly cardUnder: (screen: Point) => PlacedCard | null;
  readonly edgeUnder: (screen: Point) => PlacedEdge | null;
}) {
  const aimed = shallowRef<Aim>({ card: null, edge: null, at: null });

  function aim(event: PointerEvent): Aim {
    event.preventDefault();
    const at = { x: event.clientX, y: event.clientY };
    aimed.value = isByKey(event)
      ? { card: focusedCard(event) ?? parts.selected(), edge: null, at }
      : { ...under(placeOf(event)), at };
    return aimed.value;
  }

  function under(at: Point): Omit<Aim, 'at'> {
    const card = parts.cardUnder(at)?.card.key ?? null;
    return { card, edge: card === null ? (parts.edgeUnder(at)?.edge ?? null) : null };
  }

  function closeMenu(): void {
    aimed.value = { ...aimed.value, at: null };
  }

  return { aimed, aim, closeMenu };
}

function focusedCard({ target }: Event): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset.key : undefined;
}
