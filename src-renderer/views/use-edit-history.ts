import { useStagedEdits } from '../stores/staged-edits.ts';
import { useTabs } from '../stores/tabs.ts';

/** Undo and redo of staged edits; a table on which something changes comes to the front, so that nothing changes unseen. */
export function useEditHistory() {
  const staged = useStagedEdits();
  const tabs = useTabs();

  function show(changed: readonly string[]): void {
    const [first] = changed;
    if (first !== undefined && !changed.includes(tabs.activeId)) tabs.showRecords(first);
  }

  return {
    undo: () => show(staged.undo()),
    redo: () => show(staged.redo()),
  };
}
