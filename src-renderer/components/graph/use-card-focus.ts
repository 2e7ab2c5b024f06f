import { nextTick, type Ref, watch } from 'vue';

/** Cards come and go with the camera: the focus follows the walk, and is never lost to one that went. */
export function useCardFocus(
  viewport: Readonly<Ref<HTMLElement | null>>,
  changes: readonly (() => unknown)[],
): { readonly want: (key: string | null) => void } {
  let wanted: string | null = null;

  watch([...changes], async () => {
    const before = document.activeElement;
    await nextTick();
    const card =
      wanted === null
        ? null
        : viewport.value?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted)}"]`);
    if (card) {
      card.focus({ preventScroll: true });
      wanted = null;
    } else if (before !== document.activeElement && !before?.isConnected)
      viewport.value?.focus({ preventScroll: true });
  });

  function want(key: string | null): void {
    wanted = key;
    if (key === null) viewport.value?.focus();
  }

  return { want };
}
