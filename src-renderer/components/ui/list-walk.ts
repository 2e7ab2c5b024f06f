import { type Ref, useId } from 'vue';

/**
 * Walks a listbox of which one option is selected, by the keys that do so everywhere. `ids`: of the options, in the order in
 * which they stand. An option's element has the id that `elementOf` gives.
 */
export function useListWalk(ids: () => readonly string[], selected: Ref<string | null>) {
  const list = useId();
  const elementOf = (option: string) => `${list}-${option}`;

  function go(index: number): void {
    const all = ids();
    const option = all[Math.max(0, Math.min(index, all.length - 1))];
    if (option === undefined) return;
    selected.value = option;
    document.getElementById(elementOf(option))?.scrollIntoView({ block: 'nearest' });
  }

  function onKey(event: KeyboardEvent): void {
    const index = ids().findIndex((option) => option === selected.value);
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(index + 1),
      ArrowUp: () => go(index - 1),
      Home: () => go(0),
      End: () => go(ids().length - 1),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  }

  return { elementOf, go, onKey };
}
