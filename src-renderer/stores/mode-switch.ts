import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { resultOf } from '../../src-main/contract/result-of.ts';
import type { SwitchEvent } from '../../src-main/contract/results.ts';
import type { MigrationPlan } from '../../src-main/model/migration.ts';
import type { RelationMode, RelationModel } from '../../src-main/model/relation.ts';
import { client, toProblem } from '../client.ts';
import type { Problem } from '../format/message.ts';
import { useWorkbench } from './workbench.ts';

/** The switch of the relation mode, from preview to result. */
export const useModeSwitch = defineStore('mode-switch', () => {
  const plan = shallowRef<MigrationPlan | null>(null);
  const decisions = ref<Readonly<Record<string, string>>>({});
  const planning = shallowRef(false);
  const applying = shallowRef(false);
  const stale = shallowRef(false);
  /** The step that runs, or that ran last. */
  const progress = shallowRef<SwitchEvent | null>(null);
  /** The model after a switch that went through; null before. */
  const result = shallowRef<RelationModel | null>(null);
  const problem = shallowRef<Problem | null>(null);
  let running: AbortController | null = null;

  const undecided = computed(
    () =>
      plan.value?.decisions.filter((decision) => (decisions.value[decision.id] ?? decision.default) === null)
        .length ?? 0,
  );

  async function preview(to: RelationMode): Promise<void> {
    planning.value = true;
    reset();
    try {
      plan.value = await client.mode.preview({
        connection: useWorkbench().handle(),
        to,
        decisions: { ...decisions.value },
      });
    } catch (error) {
      plan.value = null;
      problem.value = toProblem(error);
    } finally {
      planning.value = false;
    }
  }

  async function decide(decision: string, choice: string): Promise<void> {
    decisions.value = { ...decisions.value, [decision]: choice };
    if (plan.value !== null) await preview(plan.value.to);
  }

  async function apply(): Promise<RelationModel | null> {
    if (plan.value === null || applying.value) return null;
    applying.value = true;
    problem.value = null;
    running = new AbortController();
    try {
      const request = client.mode.apply({ plan: plan.value.plan }, { signal: running.signal });
      const model = await resultOf(request, (event) => {
        progress.value = event;
      });
      result.value = model;
      useWorkbench().setModel(model);
      return model;
    } catch (error) {
      const failure = toProblem(error);
      if (failure.code === 'plan.stale' && isMigration(failure.data)) {
        plan.value = failure.data;
        stale.value = true;
      } else problem.value = failure;
      progress.value = null;
      return null;
    } finally {
      applying.value = false;
      running = null;
    }
  }

  function cancel(): void {
    running?.abort();
  }

  function reset(): void {
    stale.value = false;
    progress.value = null;
    result.value = null;
    problem.value = null;
  }

  /** Forgets the plan with the connection it was for. */
  function clear(): void {
    reset();
    plan.value = null;
    decisions.value = {};
  }

  return {
    plan,
    decisions,
    planning,
    applying,
    stale,
    progress,
    result,
    problem,
    undecided,
    preview,
    decide,
    apply,
    cancel,
    clear,
  };
});

function isMigration(value: unknown): value is MigrationPlan {
  return (
    typeof value === 'object' && value !== null && 'plan' in value && 'steps' in value && 'relations' in value
  );
}
