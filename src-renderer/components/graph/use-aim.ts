import { shallowRef } from 'vue';
import type { Edge } from '../../graph/edge.ts';
import type { Point } from '../../graph/geometry.ts';
import type { PlacedCard, PlacedEdge } from '../../graph/scene.ts';
import { isByKey } from '../ui/menu-point.ts';
import { placeOf } from './use-pointer.ts';

/** What the context menu is for. */
export type Aim = { readonly card: string | null; readonly edge: Edge | null };

/** By the keyboard, the card that has the focus, or else the selected one; by the mouse, what is under it. */
export function useAim(parts: {
  readonly selected: () => string | null;
  readonly cardUnder: (screen: Point) => PlacedCard | null;
  readonly edgeUnder: (screen: Point) => PlacedEdge | null;
}) {
  const aimed = shallowRef<Aim>({ card: null, edge: null });

  function aim(event: PointerEvent): Aim {
    aimed.value = isByKey(event)
      ? { card: focusedCard(event) ?? parts.selected(), edge: null }
      : under(placeOf(event));
    return aimed.value;
  }

  function under(at: Point): Aim {
    const card = parts.cardUnder(at)?.card.key ?? null;
    return { card, edge: card === null ? (parts.edgeUnder(at)?.edge ?? null) : null };
  }

  return { aimed, aim };
}

function focusedCard({ target }: Event): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset.key : undefined;
}
