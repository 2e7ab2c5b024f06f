import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from 'vue';
import type { Command } from '../format/commands.ts';
import { useCommands } from '../stores/commands.ts';

/** Offers commands for as long as the component is shown. */
export function offerCommands(commands: readonly Command[]): void {
  const store = useCommands();
  let takeBack: (() => void) | null = null;

  function offer() {
    takeBack?.();
    takeBack = store.offer(commands);
  }
  function stop() {
    takeBack?.();
    takeBack = null;
  }
  onMounted(offer);
  onActivated(offer);
  onDeactivated(stop);
  onBeforeUnmount(stop);
}
