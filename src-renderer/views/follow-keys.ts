import { onBeforeUnmount, onMounted } from 'vue';
import { isTyping, keyName } from '../format/key-name.ts';
import { useCommands } from '../stores/commands.ts';

/** The one place that turns keys into commands; a component that used the key itself has prevented its default. */
export function followKeys(): void {
  const commands = useCommands();

  function onKey(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing || isBehindDialog()) return;
    const name = keyName(event);
    if (isTyping(name) && isTextField(event.target)) return;
    if (commands.press(name)) event.preventDefault();
  }
  onMounted(() => window.addEventListener('keydown', onKey));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey));
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role=combobox]'))
  );
}

/** What is behind a modal dialog waits until it is closed. */
function isBehindDialog(): boolean {
  return document.querySelector('.dialog-overlay') !== null;
}
