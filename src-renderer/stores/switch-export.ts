import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { ExportedSwitch, ExportForm } from '../../src-main/model/migration.ts';
import { client, type Problem, toProblem } from '../client.ts';
import { useModeSwitch } from './mode-switch.ts';

/** The planned switch as files, for those who run it themselves. */
export const useSwitchExport = defineStore('switch-export', () => {
  const shown = shallowRef(false);
  const form = shallowRef<ExportForm>('sql');
  const exported = shallowRef<ExportedSwitch | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const writing = shallowRef(false);

  /** Of the plan that is there now. */
  async function show(as: ExportForm = form.value): Promise<void> {
    const plan = useModeSwitch().plan?.plan;
    if (plan === undefined) return;
    shown.value = true;
    form.value = as;
    exported.value = null;
    problem.value = null;
    writing.value = true;
    try {
      const files = await client.mode.export({ plan, as });
      if (form.value === as) exported.value = files;
    } catch (error) {
      if (form.value === as) problem.value = toProblem(error);
    } finally {
      if (form.value === as) writing.value = false;
    }
  }

  function leave(): void {
    shown.value = false;
  }

  return { shown, form, exported, problem, writing, show, leave };
});
