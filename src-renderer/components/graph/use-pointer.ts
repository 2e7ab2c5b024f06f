import { ref, shallowRef } from 'vue';
import { type Camera, moveBy, toDrawing, zoomAt } from '../../graph/camera.ts';
import { columnAt } from '../../graph/card.ts';
import type { Point } from '../../graph/geometry.ts';
import { cardAt, edgeAt } from '../../graph/hit-test.ts';
import type { PlacedCard, PlacedEdge, Scene } from '../../graph/scene.ts';

type Grip = {
  readonly start: Point;
  readonly camera: Camera;
  readonly card: PlacedCard | null;
  /** The column whose handle was taken hold of; null: none was. */
  readonly column: ColumnPlace | null;
  /** Whether the pointer went far enough to be a drag rather than a click. */
  dragging: boolean;
};

export type ColumnPlace = { readonly key: string; readonly column: string };
/** A relation that is being drawn from a column to where the pointer is. */
export type Draft = { readonly from: ColumnPlace; readonly at: Point; readonly over: ColumnPlace | null };

const dragFrom = 4;
const edgeReach = 6;

/** Pan, drag a card, zoom, hover and click: all by place, whether a card is an element or painted. */
export function usePointer(parts: {
  readonly camera: () => Camera;
  readonly scene: () => Scene;
  readonly setCamera: (camera: Camera) => void;
  readonly moveCard: (key: string, to: Point) => void;
  readonly dropCard: () => void;
  readonly click: (card: PlacedCard | null, edge: PlacedEdge | null) => void;
  readonly declare: (from: ColumnPlace, to: ColumnPlace) => void;
  readonly open: (card: PlacedCard) => void;
}) {
  const hoveredCard = ref<string | null>(null);
  const hoveredEdge = shallowRef<{ readonly placed: PlacedEdge; readonly at: Point } | null>(null);
  const dragging = ref(false);
  const draft = shallowRef<Draft | null>(null);
  let grip: Grip | null = null;

  const cardUnder = (screen: Point) => cardAt(parts.scene(), toDrawing(parts.camera(), screen));

  function down(event: PointerEvent): void {
    if (event.button !== 0 && event.button !== 1) return;
    const start = placeOf(event);
    const card = event.button === 0 ? cardUnder(start) : null;
    const column = card === null ? null : handleOf(event, card);
    grip = { start, camera: parts.camera(), card, column, dragging: false };
  }

  function move(event: PointerEvent): void {
    const at = placeOf(event);
    if (grip === null) {
      hover(at);
      return;
    }
    const dx = at.x - grip.start.x;
    const dy = at.y - grip.start.y;
    if (!grip.dragging && Math.hypot(dx, dy) < dragFrom) return;
    if (!grip.dragging && event.currentTarget instanceof Element) {
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    grip.dragging = true;
    dragging.value = true;
    leave();
    if (grip.column !== null) {
      draft.value = { from: grip.column, at, over: columnUnder(at) };
    } else if (grip.card === null) {
      parts.setCamera(moveBy(grip.camera, dx, dy));
    } else {
      const { zoom } = parts.camera();
      const { rect, card } = grip.card;
      parts.moveCard(card.key, { x: rect.x + dx / zoom, y: rect.y + dy / zoom });
    }
  }

  function up(event: PointerEvent): void {
    if (grip?.dragging === false && event.button === 0)
      parts.click(grip.card, grip.card === null ? edgeUnder(placeOf(event)) : null);
    if (grip?.dragging === true && grip.card !== null && grip.column === null) parts.dropCard();
    const drawn = draft.value;
    cancel();
    if (drawn !== null && drawn.over !== null) parts.declare(drawn.from, drawn.over);
  }

  /** Whether there was something to cancel. */
  function cancel(): boolean {
    const was = dragging.value;
    grip = null;
    dragging.value = false;
    draft.value = null;
    return was;
  }

  /** The header stands for the key that the table is referenced by. */
  function columnUnder(screen: Point): ColumnPlace | null {
    const placed = cardUnder(screen);
    if (placed === null) return null;
    const { card, rect } = placed;
    const column = columnAt(card, toDrawing(parts.camera(), screen).y - rect.y);
    const keys = card.rows.filter(({ isPrimary }) => isPrimary);
    const name = column ?? (keys.length === 1 ? keys[0]?.name : undefined);
    return name === undefined ? null : { key: card.key, column: name };
  }

  function edgeUnder(screen: Point): PlacedEdge | null {
    return edgeAt(parts.scene(), toDrawing(parts.camera(), screen), edgeReach / parts.camera().zoom);
  }

  function hover(at: Point): void {
    const card = cardUnder(at);
    hoveredCard.value = card?.card.key ?? null;
    const edge = card === null ? edgeUnder(at) : null;
    hoveredEdge.value = edge === null ? null : { placed: edge, at };
  }

  function leave(): void {
    hoveredCard.value = null;
    hoveredEdge.value = null;
  }

  function wheel(event: WheelEvent): void {
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.shiftKey) {
      parts.setCamera(moveBy(parts.camera(), -(event.deltaX || event.deltaY) * lines, 0));
      return;
    }
    // A pinch on a touchpad arrives as a wheel with the control key, in much smaller steps.
    const speed = event.ctrlKey ? 0.01 : 0.0016;
    parts.setCamera(zoomAt(parts.camera(), placeOf(event), Math.exp(-event.deltaY * lines * speed)));
    hoveredEdge.value = null;
  }

  function doubleClick(event: MouseEvent): void {
    const card = cardUnder(placeOf(event));
    if (card !== null) parts.open(card);
  }

  const handlers = {
    pointerdown: down,
    pointermove: move,
    pointerup: up,
    pointercancel: () => void cancel(),
    pointerleave: leave,
    dblclick: doubleClick,
  };
  return { handlers, wheel, hoveredCard, hoveredEdge, dragging, draft, cancel, cardUnder, edgeUnder };
}

/** Cards that are elements have a handle at each column. */
function handleOf(event: PointerEvent, { card }: PlacedCard): ColumnPlace | null {
  const handle = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-handle]') : null;
  const column = handle?.dataset.handle;
  return column === undefined ? null : { key: card.key, column };
}

export function placeOf(event: MouseEvent): Point {
  const box = event.currentTarget instanceof Element ? event.currentTarget.getBoundingClientRect() : null;
  return { x: event.clientX - (box?.x ?? 0), y: event.clientY - (box?.y ?? 0) };
}
