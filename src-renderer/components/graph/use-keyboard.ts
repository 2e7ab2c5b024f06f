import { type Direction, neighbourTowards } from '../../graph/neighbourhood.ts';
import type { Scene } from '../../graph/scene.ts';

const directions: ReadonlyMap<string, Direction> = new Map([
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
]);

/** Arrows walk along relations, Enter opens, F focuses, B shows the blast radius, Escape leaves, + - 0 zoom. */
export function useKeyboard(parts: {
  readonly scene: () => Scene;
  readonly selected: () => string | null;
  readonly nearest: () => string | null;
  readonly select: (key: string | null) => void;
  readonly open: (key: string) => void;
  readonly zoomBy: (factor: number) => void;
  readonly fitAll: () => void;
  readonly focus: (key: string) => void;
  readonly blast: (key: string) => void;
  /** Ends what is under way, or is shown besides the graph itself; false: there was nothing. */
  readonly leave: () => boolean;
}) {
  function walk(current: string | null, direction: Direction): void {
    const next = current === null ? parts.nearest() : neighbourTowards(parts.scene(), current, direction);
    if (next !== null) parts.select(next);
  }

  function act(key: string, current: string | null): boolean {
    const direction = directions.get(key);
    if (direction !== undefined) walk(current, direction);
    else if (key === 'Enter' && current !== null) parts.open(current);
    else if (key === ' ' && current !== null) parts.select(current);
    else if (key === 'Escape' && parts.leave()) return true;
    else if (key === 'Escape' && parts.selected() !== null) parts.select(null);
    else if (key.toLowerCase() === 'f' && current !== null) parts.focus(current);
    else if (key.toLowerCase() === 'b' && current !== null) parts.blast(current);
    else if (key === '+' || key === '=') parts.zoomBy(1.3);
    else if (key === '-') parts.zoomBy(1 / 1.3);
    else if (key === '0') parts.fitAll();
    else return false;
    return true;
  }

  return (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const focused = event.target instanceof HTMLElement ? event.target.dataset.key : undefined;
    if (act(event.key, focused ?? parts.selected())) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
}
