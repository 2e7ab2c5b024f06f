import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { HistoryEntry } from '../../src-main/model/history.ts';
import { client, toProblem } from '../client.ts';
import type { Problem } from '../format/message.ts';
import { useWorkbench } from './workbench.ts';

/** What was applied to the open database, the newest first. */
export const useHistory = defineStore('history', () => {
  /** null: not read yet. */
  const entries = shallowRef<readonly HistoryEntry[] | null>(null);
  const loading = shallowRef(false);
  const problem = shallowRef<Problem | null>(null);

  async function load(): Promise<void> {
    const connection = useWorkbench().handle();
    loading.value = true;
    problem.value = null;
    try {
      const listed = await client.history.list({ connection });
      if (useWorkbench().opened?.connection === connection) entries.value = listed;
    } catch (error) {
      problem.value = toProblem(error);
    } finally {
      loading.value = false;
    }
  }

  /** After something was applied, where the history is on a screen. */
  async function refresh(): Promise<void> {
    if (entries.value !== null) await load();
  }

  function clear(): void {
    entries.value = null;
    problem.value = null;
  }

  return { entries, loading, problem, load, refresh, clear };
});
