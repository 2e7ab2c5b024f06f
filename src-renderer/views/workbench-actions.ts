import { shallowRef } from 'vue';
import { useMessages } from '../stores/messages.ts';
import { useModeSwitch } from '../stores/mode-switch.ts';
import { useRecords } from '../stores/records.ts';
import { useStagedEdits } from '../stores/staged-edits.ts';
import { useStatementLog } from '../stores/statement-log.ts';
import { useTabs } from '../stores/tabs.ts';
import { useWorkbench } from '../stores/workbench.ts';

/** What concerns the open connection as a whole, over several stores. */
export function useWorkbenchActions() {
  const workbench = useWorkbench();
  const messages = useMessages();
  const reloading = shallowRef(false);

  async function reload(): Promise<void> {
    reloading.value = true;
    try {
      await workbench.reload();
      await useRecords().reloadAll();
    } catch (error) {
      messages.report(error);
    } finally {
      reloading.value = false;
    }
  }

  async function close(): Promise<void> {
    useStatementLog().stop();
    useRecords().clear();
    useStagedEdits().clear();
    useModeSwitch().clear();
    try {
      await workbench.close();
    } catch (error) {
      messages.report(error);
    }
  }

  function openTable(key: string): void {
    workbench.selected = key;
    useTabs().showRecords(key);
  }

  return { reload, close, openTable, reloading };
}
