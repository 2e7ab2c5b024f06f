import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { resultOf } from '../../src-main/contract/result-of.ts';
import type { SwitchEvent } from '../../src-main/contract/results.ts';
import type { InterruptedSwitch, MigrationPlan } from '../../src-main/model/migration.ts';
import type { RelationMode, RelationModel } from '../../src-main/model/relation.ts';
import { client, type Problem, toProblem } from '../client.ts';
import { useWorkbench } from './workbench.ts';

/** The switch of the relation mode, from preview to result. */
export const useModeSwitch = defineStore('mode-switch', () => {
  const plan = shallowRef<MigrationPlan | null>(null);
  const decisions = ref<Readonly<Record<string, string>>>({});
  const planning = shallowRef(false);
  const applying = shallowRef(false);
  const stale = shallowRef(false);
  /** The step that runs, or that ran last. */
  const progress = shallowRef<Extract<SwitchEvent, { kind: 'step' }> | null>(null);
  /** The model after a switch that went through; null before. */
  const result = shallowRef<RelationModel | null>(null);
  const problem = shallowRef<Problem | null>(null);
  /** A switch that came to no end, to be resumed or taken back. */
  const interrupted = shallowRef<InterruptedSwitch | null>(null);
  /** Why the running step is tried again; null: it is not. */
  const waiting = shallowRef<string | null>(null);
  /** What else is worth knowing of how the switch went. */
  const notes = shallowRef<readonly string[]>([]);
  let running: AbortController | null = null;

  const undecided = computed(
    () =>
      plan.value?.decisions.filter((decision) => (decisions.value[decision.id] ?? decision.default) === null)
        .length ?? 0,
  );

  /** Plans a switch, or finds out that one was interrupted, which comes first. */
  async function preview(to: RelationMode): Promise<void> {
    planning.value = true;
    reset();
    try {
      await examine();
      if (interrupted.value !== null) return;
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

  async function examine(): Promise<void> {
    interrupted.value = await client.mode.interrupted({ connection: useWorkbench().handle() });
    if (interrupted.value !== null) plan.value = null;
  }

  async function apply(): Promise<RelationModel | null> {
    const id = plan.value?.plan;
    return id === undefined ? null : follow((options) => client.mode.apply({ plan: id }, options));
  }

  /** Brings the interrupted switch to its end, or takes it back. */
  async function finish(how: 'resume' | 'goBack'): Promise<RelationModel | null> {
    const connection = useWorkbench().handle();
    const model = await follow((options) => client.mode[how]({ connection }, options));
    if (model !== null) interrupted.value = null;
    return model;
  }

  async function follow(
    start: (options: { signal: AbortSignal }) => Promise<AsyncIterator<SwitchEvent, RelationModel>>,
  ): Promise<RelationModel | null> {
    if (applying.value) return null;
    applying.value = true;
    problem.value = null;
    notes.value = [];
    running = new AbortController();
    try {
      const model = await resultOf(start({ signal: running.signal }), (event) => {
        if (event.kind === 'step') progress.value = event;
        waiting.value = event.kind === 'waiting' ? event.message : null;
        if (event.kind === 'note') notes.value = [...notes.value, event.message];
      });
      result.value = model;
      useWorkbench().setModel(model);
      return model;
    } catch (error) {
      await stopped(toProblem(error));
      return null;
    } finally {
      applying.value = false;
      waiting.value = null;
      running = null;
    }
  }

  async function stopped(failure: Problem): Promise<void> {
    progress.value = null;
    if (failure.code === 'plan.stale' && isMigration(failure.data)) {
      plan.value = failure.data;
      stale.value = true;
      return;
    }
    problem.value = failure;
    // What the failure left behind is asked for anew, since a cancelled request does not tell.
    await examine().catch(() => {});
    if (interrupted.value !== null) await useWorkbench().reload();
  }

  function cancel(): void {
    running?.abort();
  }

  function reset(): void {
    stale.value = false;
    progress.value = null;
    result.value = null;
    problem.value = null;
    notes.value = [];
  }

  /** Forgets the plan with the connection it was for. */
  function clear(): void {
    reset();
    plan.value = null;
    interrupted.value = null;
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
    interrupted,
    waiting,
    notes,
    undecided,
    preview,
    decide,
    apply,
    finish,
    cancel,
    clear,
  };
});

function isMigration(value: unknown): value is MigrationPlan {
  return (
    typeof value === 'object' && value !== null && 'plan' in value && 'steps' in value && 'relations' in value
  );
}
