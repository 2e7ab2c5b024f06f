import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import { resultOf } from '../../src-main/contract/result-of.ts';
import type { Change } from '../../src-main/model/change.ts';
import type { HistoryEntry } from '../../src-main/model/history.ts';
import type { ChangePlan, EffectRow } from '../../src-main/model/plan.ts';
import type { ChangeProgress } from '../../src-main/model/progress.ts';
import type { Row } from '../../src-main/model/value.ts';
import { client, type Problem, toProblem } from '../client.ts';
import { useStagedEdits } from './staged-edits.ts';
import { useWorkbench } from './workbench.ts';

/** Rows of one effect, as far as they were asked for. */
export type EffectRows = {
  rows: readonly EffectRow[];
  /** Where the next page begins; null: at the end. `undefined`: only the sample is here. */
  next: Row | null | undefined;
  loading: boolean;
};

const pageSize = 100;

type PlanRequest = (options: {
  readonly signal: AbortSignal;
}) => PromiseLike<AsyncIterator<ChangeProgress, ChangePlan>>;

/** The plan of all staged edits, or of an undo, from preview to apply. */
export const useChangePreview = defineStore('change-preview', () => {
  const plan = shallowRef<ChangePlan | null>(null);
  const open = shallowRef(false);
  const planning = shallowRef(false);
  const applying = shallowRef(false);
  /** The database changed after the preview: `plan` is another one than the user saw. */
  const stale = shallowRef(false);
  /** The plan brings back the rows of an applied change; the staged edits stay. */
  const undoing = shallowRef(false);
  /** What ways on from blockers add to the changes that were asked for, in the order in which they were taken. */
  const added = shallowRef<readonly string[]>([]);
  const problem = shallowRef<Problem | null>(null);
  /** How far the plan or its apply has come; null: nothing was told yet. */
  const progress = shallowRef<ChangeProgress | null>(null);
  /** The apply was asked to stop, and will say what came of it. */
  const cancelling = shallowRef(false);
  let planningRequest: AbortController | null = null;
  const rows = shallowReactive(new Map<number, EffectRows>());
  const blocked = computed(() => (plan.value?.blockers.length ?? 0) > 0);

  /** `limit`: rows after which counting stops; absent: as usual. */
  async function preview(limit?: number): Promise<void> {
    const { changes } = useStagedEdits();
    if (changes.length === 0 || planning.value) return;
    undoing.value = false;
    const connection = useWorkbench().handle();
    const asked = { connection, changes: [...changes], ...(limit === undefined ? {} : { limit }) };
    await showPlanned((options) => client.changes.preview(asked, options));
  }

  /** Previews the changes of a way on in place of those that are blocked, which stay if that fails. */
  async function takeWay(label: string, changes: readonly Change[]): Promise<void> {
    const before = plan.value;
    if (before === null || planning.value || applying.value) return;
    const connection = useWorkbench().handle();
    const asked = { connection, changes: [...changes] };
    const next = await planned((options) => client.changes.preview(asked, options));
    if (next === null) return;
    show(next);
    added.value = [...added.value, label];
    await client.changes.discard({ plan: before.plan });
  }

  async function previewUndo(entry: string): Promise<void> {
    if (planning.value || applying.value) return;
    await close();
    undoing.value = true;
    await showPlanned((options) => client.history.undo({ entry }, options));
  }

  async function showPlanned(request: PlanRequest): Promise<void> {
    show(null);
    added.value = [];
    open.value = true;
    const next = await planned(request);
    if (next !== null) show(next);
  }

  /** The plan, followed as it comes about; null: it failed, which is said, or the preview was closed meanwhile. */
  async function planned(request: PlanRequest): Promise<ChangePlan | null> {
    const own = new AbortController();
    planningRequest = own;
    planning.value = true;
    progress.value = null;
    try {
      const next = await resultOf(request({ signal: own.signal }), (event) => {
        if (planningRequest === own) progress.value = event;
      });
      if (!own.signal.aborted) return next;
      await client.changes.discard({ plan: next.plan });
    } catch (error) {
      if (!own.signal.aborted) problem.value = toProblem(error);
    } finally {
      if (planningRequest === own) endPlanning();
    }
    return null;
  }

  function endPlanning(): void {
    planningRequest = null;
    planning.value = false;
  }

  function show(next: ChangePlan | null, becauseStale = false): void {
    plan.value = next;
    stale.value = becauseStale;
    problem.value = null;
    rows.clear();
    for (const effect of next?.effects ?? []) {
      const complete = effect.exact && effect.sample.length >= effect.count;
      rows.set(
        effect.id,
        shallowReactive({ rows: effect.sample, next: complete ? null : undefined, loading: false }),
      );
    }
  }

  /** The first call replaces the sample by the first page; further calls add to it. */
  async function moreRows(effect: number): Promise<void> {
    const known = rows.get(effect);
    const held = plan.value;
    if (known === undefined || held === null || known.loading || known.next === null) return;
    known.loading = true;
    try {
      const page = await client.changes.rows({
        plan: held.plan,
        effect,
        limit: pageSize,
        ...(known.next === undefined ? {} : { after: known.next }),
      });
      known.rows = known.next === undefined ? page.rows : [...known.rows, ...page.rows];
      known.next = page.next;
    } catch (error) {
      problem.value = toProblem(error);
    } finally {
      known.loading = false;
    }
  }

  /** Gives what was applied; null where nothing was, and the preview says why. */
  async function apply(): Promise<HistoryEntry | null> {
    if (plan.value === null || applying.value || blocked.value) return null;
    applying.value = true;
    problem.value = null;
    progress.value = null;
    try {
      const entry = await resultOf(client.changes.apply({ plan: plan.value.plan }), (event) => {
        progress.value = event;
      });
      if (!undoing.value) useStagedEdits().clear();
      open.value = false;
      plan.value = null;
      return entry;
    } catch (error) {
      const failure = toProblem(error);
      if (failure.code === 'plan.stale' && isPlan(failure.data)) show(failure.data, true);
      else problem.value = failure;
      return null;
    } finally {
      applying.value = false;
      cancelling.value = false;
    }
  }

  /** Asks the program to stop the apply, which then fails and leaves everything as it was, unless it was too late. */
  async function cancelApply(): Promise<void> {
    if (plan.value === null || !applying.value || cancelling.value) return;
    cancelling.value = true;
    await client.changes.discard({ plan: plan.value.plan });
  }

  /** Ends the planning, too. */
  async function close(): Promise<void> {
    open.value = false;
    planningRequest?.abort();
    endPlanning();
    const held = plan.value;
    plan.value = null;
    if (held !== null) await client.changes.discard({ plan: held.plan });
  }

  return {
    plan,
    open,
    planning,
    applying,
    stale,
    added,
    problem,
    progress,
    cancelling,
    rows,
    blocked,
    preview,
    takeWay,
    previewUndo,
    moreRows,
    apply,
    cancelApply,
    close,
  };
});

/** What comes with `plan.stale`, checked as far as telling it apart takes. */
function isPlan(value: unknown): value is ChangePlan {
  return (
    typeof value === 'object' && value !== null && 'plan' in value && 'effects' in value && 'totals' in value
  );
}
