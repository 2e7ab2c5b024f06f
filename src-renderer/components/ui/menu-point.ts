/** In the window. */
export type Point = { readonly x: number; readonly y: number };

/** Whether a menu was asked for by a key rather than by the pointer: engines tell that in three ways. */
export function isByKey({ pointerType, pointerId, button }: PointerEvent): boolean {
  return button === -1 || pointerType === '' || pointerId === -1;
}

/** Where a menu opens: at the pointer; asked for by a key, below what it is for. */
export function menuPoint(event: PointerEvent, element: Element): Point {
  if (!isByKey(event)) return { x: event.clientX, y: event.clientY };
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left + 16, y: bottom - 2 };
}
