import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { chooseDatabaseFile, toProblem } from '../client.ts';
import { shortName } from '../format/connection-name.ts';
import type { Problem } from '../format/message.ts';
import { countEdits } from '../format/staged-edits.ts';
import { useChangePreview } from './change-preview.ts';
import { useConnections } from './connections.ts';
import { useHistory } from './history.ts';
import { useIntegrity } from './integrity.ts';
import { useMessages } from './messages.ts';
import { useModeSwitch } from './mode-switch.ts';
import { useRecords } from './records.ts';
import { useStagedEdits } from './staged-edits.ts';
import { useStatementLog } from './statement-log.ts';
import { useTabs } from './tabs.ts';
import { type OpenRequest, useWorkbench } from './workbench.ts';

/** The open connection as a whole: what to call it, and leaving it, over all stores that hold something of it. */
export const useSession = defineStore('session', () => {
  const workbench = useWorkbench();
  const staged = useStagedEdits();
  const messages = useMessages();
  const reloading = shallowRef(false);
  /** Why no connection could be opened; null: none was tried, or it went well. */
  const problem = shallowRef<Problem | null>(null);
  /** What goes on once the user agrees to lose staged edits; null: nothing waits for that. */
  const waiting = shallowRef<(() => void) | null>(null);

  const name = computed(() => shortName(workbench.opened?.name ?? ''));
  const engine = computed(() => {
    const { opened } = workbench;
    if (opened === null) return '';
    const label = useConnections().labels.get(opened.dialect) ?? opened.dialect;
    return opened.serverVersion.toLowerCase().includes(label.toLowerCase())
      ? opened.serverVersion
      : `${label} ${opened.serverVersion}`;
  });
  /** What must be typed before anything is written: its name, in production; null elsewhere. */
  const confirmation = computed(() => (workbench.opened?.environment === 'production' ? name.value : null));

  /** A database file by a native dialog, as a connection URL; null: none was chosen. */
  async function chooseFile(): Promise<string | null> {
    return (await chooseDatabaseFile?.()) ?? null;
  }

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    problem.value = null;
    try {
      await work();
    } catch (error) {
      problem.value = toProblem(error);
    }
  }

  function open(request: OpenRequest): Promise<void> {
    return attempt(() => workbench.open(request));
  }

  function openSample(): Promise<void> {
    return attempt(async () => workbench.open({ url: await useConnections().sampleUrl() }));
  }

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

  /** Closes the connection and goes on with `next`; asks first where staged edits would be lost. */
  async function leave(next: () => void = () => {}): Promise<void> {
    if (staged.count > 0) {
      waiting.value = next;
      return;
    }
    await close();
    next();
  }

  async function agreeToLeave(): Promise<void> {
    const next = waiting.value;
    waiting.value = null;
    staged.clear();
    await leave(next ?? undefined);
  }

  function stay(): void {
    waiting.value = null;
  }

  async function close(): Promise<void> {
    useStatementLog().stop();
    useRecords().clear();
    useModeSwitch().clear();
    useChangePreview().clear();
    useIntegrity().clear();
    useHistory().clear();
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

  /** In the preview tab, unless something is staged on the table. */
  function previewTable(key: string): void {
    const edits = staged.tables.get(key);
    const isEdited = edits !== undefined && countEdits(edits) > 0;
    workbench.selected = key;
    if (isEdited) useTabs().showRecords(key);
    else useTabs().previewRecords(key);
  }

  return {
    canChooseFile: chooseDatabaseFile !== null,
    chooseFile,
    problem,
    attempt,
    open,
    openSample,
    reloading,
    waiting,
    name,
    engine,
    confirmation,
    reload,
    leave,
    agreeToLeave,
    stay,
    openTable,
    previewTable,
  };
});
