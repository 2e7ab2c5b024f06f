import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from 'vue';

/** Keys by name, such as `Ctrl+s` (Cmd on a Mac), `F5` or `Ctrl+Shift+p`, for as long as the component is shown. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  function onKey(event: KeyboardEvent) {
    const name = [
      event.ctrlKey || event.metaKey ? 'Ctrl+' : '',
      event.altKey ? 'Alt+' : '',
      event.shiftKey ? 'Shift+' : '',
      event.key.length === 1 ? event.key.toLowerCase() : event.key,
    ].join('');
    const action = actions[name];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }
  const listen = () => window.addEventListener('keydown', onKey);
  const stop = () => window.removeEventListener('keydown', onKey);
  onMounted(listen);
  onActivated(listen);
  onDeactivated(stop);
  onBeforeUnmount(stop);
}
