import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { resultOf } from '../../src-main/contract/result-of.ts';
import type { BatchEvent } from '../../src-main/contract/results.ts';
import type { Change } from '../../src-main/model/change.ts';
import type { HistoryEntry } from '../../src-main/model/history.ts';
import type { ChangePlan } from '../../src-main/model/plan.ts';
import type { ChangeProgress } from '../../src-main/model/progress.ts';
import { client, type Problem, toProblem } from '../client.ts';
import { impliedRows } from '../format/implied-rows.ts';
import { createEffectRows } from './effect-rows.ts';
import { type Origin, planFrom } from './plan-origin.ts';
import { useStagedEdits } from './staged-edits.ts';
import { useWorkbench } from './workbench.ts';

export type Applied = {
  /** One for each transaction. */
  readonly entries: readonly HistoryEntry[];
  /** The user ended it between two transactions: the rest is left as it was. */
  readonly stopped: boolean;
};

/** The plan of all staged edits, of an undo or of a repair, from preview to apply. */
export const useChangePreview = defineStore('change-preview', () => {
  const plan = shallowRef<ChangePlan | null>(null);
  const open = shallowRef(false);
  const planning = shallowRef(false);
  const applying = shallowRef(false);
  /** The database changed after the preview: `plan` is another one than the user saw. */
  const stale = shallowRef(false);
  /** What the plan comes from. Those of an undo and of a repair leave the staged edits alone. */
  const origin = shallowRef<Origin>({ kind: 'staged', changes: [] });
  /** What ways on from blockers add to the changes that were asked for, in the order in which they were taken. */
  const added = shallowRef<readonly string[]>([]);
  const problem = shallowRef<Problem | null>(null);
  /** How far the plan or its apply has come; null: nothing was told yet. */
  const progress = shallowRef<ChangeProgress | null>(null);
  /** The batch that was applied last. */
  const batch = shallowRef<BatchEvent | null>(null);
  /** Orphans in one transaction, where a repair is applied in several; null: all in one. */
  const batchSize = shallowRef<number | null>(null);
  /** The apply was asked to stop, and will say what came of it. */
  const cancelling = shallowRef(false);
  /** The plan is kept while the user looks at the tables that it reaches. */
  const aside = computed(() => plan.value !== null && !open.value);
  let planningRequest: AbortController | null = null;
  let batches: AbortController | null = null;
  const { rows, show: showRows, more: moreOf, ahead } = createEffectRows();
  const blocked = computed(() => (plan.value?.blockers.length ?? 0) > 0);

  /** Rows that would follow, in the tables they are in, for as long as the plan is there. */
  const implied = computed(() =>
    impliedRows(
      plan.value?.effects ?? [],
      ({ id, sample }) => rows.get(id)?.rows ?? sample,
      useWorkbench().tableOf,
    ),
  );

  /** `limit`: rows after which counting stops; absent: as usual. */
  async function preview(limit?: number): Promise<void> {
    const { changes } = useStagedEdits();
    if (changes.length > 0) await previewFrom({ kind: 'staged', changes: [...changes] }, limit);
  }

  async function previewFrom(from: Origin, limit?: number): Promise<void> {
    if (planning.value || applying.value) return;
    await close();
    origin.value = from;
    added.value = [];
    batchSize.value = null;
    open.value = true;
    const next = await planned(from, limit);
    if (next !== null) show(next);
  }

  /** The same again, such as with a higher `limit`. */
  const again = (limit?: number) => previewFrom(origin.value, limit);

  const previewUndo = (entry: string) => previewFrom({ kind: 'undo', entry });

  /** Previews the changes of a way on in place of those that are blocked, which stay if that fails. */
  async function takeWay(label: string, changes: readonly Change[]): Promise<void> {
    const before = plan.value;
    if (before === null || planning.value || applying.value) return;
    const next = await planned({ kind: 'staged', changes });
    if (next === null) return;
    show(next);
    added.value = [...added.value, label];
    await client.changes.discard({ plan: before.plan });
  }

  /** The plan, followed as it comes about; null: it failed, which is said, or the preview was closed meanwhile. */
  async function planned(from: Origin, limit?: number): Promise<ChangePlan | null> {
    const own = new AbortController();
    planningRequest = own;
    planning.value = true;
    progress.value = null;
    try {
      const next = await planFrom(from, limit, own.signal, (event) => {
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
    showRows(next?.effects ?? []);
  }

  /** The first call replaces the sample by the first page; further calls add to it. */
  async function moreRows(effect: number): Promise<void> {
    if (plan.value === null) return;
    try {
      await moreOf(plan.value.plan, effect);
    } catch (error) {
      problem.value = toProblem(error);
    }
  }

  /** Closes the window and keeps the plan, whose rows are marked in the tables. */
  async function setAside(): Promise<void> {
    const held = plan.value;
    if (held === null || planning.value || applying.value) return;
    open.value = false;
    // A mark that is missing is no failure.
    await ahead(held).catch(() => {});
  }

  /** What was staged meanwhile is planned, too. */
  async function bringBack(): Promise<void> {
    if (plan.value === null) return;
    const { changes } = useStagedEdits();
    const from = origin.value;
    const changed = from.kind === 'staged' && JSON.stringify(from.changes) !== JSON.stringify(changes);
    if (!changed) open.value = true;
    else if (changes.length > 0) await preview();
    else await close();
  }

  /** null: nothing was applied, and the preview says why. */
  async function apply(): Promise<Applied | null> {
    const held = plan.value;
    if (held === null || applying.value || blocked.value) return null;
    applying.value = true;
    problem.value = null;
    progress.value = null;
    batch.value = null;
    try {
      const applied =
        batchSize.value === null ? await applyWhole(held) : await applyInBatches(held, batchSize.value);
      if (origin.value.kind === 'staged') useStagedEdits().clear();
      open.value = false;
      plan.value = null;
      return applied;
    } catch (error) {
      const failure = toProblem(error, batches?.signal);
      if (failure.code === 'plan.stale' && isPlan(failure.data)) show(failure.data, true);
      else problem.value = failure;
      return null;
    } finally {
      applying.value = false;
      cancelling.value = false;
      batches = null;
    }
  }

  async function applyWhole(held: ChangePlan): Promise<Applied> {
    const entry = await resultOf(client.changes.apply({ plan: held.plan }), (event) => {
      progress.value = event;
    });
    return { entries: [entry], stopped: false };
  }

  /** What is applied before it is stopped stays, and is given. */
  async function applyInBatches(held: ChangePlan, size: number): Promise<Applied> {
    const own = new AbortController();
    batches = own;
    const entries: HistoryEntry[] = [];
    const asked = { plan: held.plan, batch: size };
    try {
      const all = await resultOf(client.integrity.applyInBatches(asked, { signal: own.signal }), (event) => {
        batch.value = event;
        entries.push(event.entry);
      });
      return { entries: all, stopped: false };
    } catch (error) {
      if (!own.signal.aborted || entries.length === 0) throw error;
      return { entries, stopped: true };
    }
  }

  /** Asks the program to stop the apply, which then fails and leaves everything as it was, unless it was too late. */
  async function cancelApply(): Promise<void> {
    if (plan.value === null || !applying.value || cancelling.value) return;
    cancelling.value = true;
    if (batches === null) await client.changes.discard({ plan: plan.value.plan });
    else batches.abort();
  }

  /** Ends the planning, too. */
  async function close(): Promise<void> {
    open.value = false;
    planningRequest?.abort();
    endPlanning();
    const held = plan.value;
    show(null);
    if (held !== null) await client.changes.discard({ plan: held.plan });
  }

  /** Forgets the plan with the connection it was for. */
  function clear(): void {
    open.value = false;
    planningRequest?.abort();
    endPlanning();
    show(null);
  }

  return {
    plan,
    open,
    planning,
    applying,
    stale,
    origin,
    added,
    problem,
    progress,
    batch,
    batchSize,
    cancelling,
    aside,
    rows,
    implied,
    blocked,
    preview,
    previewFrom,
    again,
    takeWay,
    previewUndo,
    moreRows,
    setAside,
    bringBack,
    apply,
    cancelApply,
    close,
    clear,
  };
});

/** What comes with `plan.stale`, checked as far as telling it apart takes. */
function isPlan(value: unknown): value is ChangePlan {
  return (
    typeof value === 'object' && value !== null && 'plan' in value && 'effects' in value && 'totals' in value
  );
}
