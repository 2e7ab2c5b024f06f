import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import type { Change } from '../../src-main/model/change.ts';
import type { HistoryEntry } from '../../src-main/model/history.ts';
import type { ChangePlan, EffectRow } from '../../src-main/model/plan.ts';
import type { Row } from '../../src-main/model/value.ts';
import { client, toProblem } from '../client.ts';
import type { Problem } from '../format/message.ts';
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
  const rows = shallowReactive(new Map<number, EffectRows>());
  const blocked = computed(() => (plan.value?.blockers.length ?? 0) > 0);

  /** `limit`: rows after which counting stops; absent: as usual. */
  async function preview(limit?: number): Promise<void> {
    const { changes } = useStagedEdits();
    if (changes.length === 0 || planning.value) return;
    undoing.value = false;
    const connection = useWorkbench().handle();
    const asked = { connection, changes: [...changes], ...(limit === undefined ? {} : { limit }) };
    await showPlanned(() => client.changes.preview(asked));
  }

  /** Previews the changes of a way on in place of those that are blocked, which stay if that fails. */
  async function takeWay(label: string, changes: readonly Change[]): Promise<void> {
    const before = plan.value;
    if (before === null || planning.value || applying.value) return;
    const connection = useWorkbench().handle();
    planning.value = true;
    try {
      const next = await client.changes.preview({ connection, changes: [...changes] });
      if (plan.value === before) {
        show(next);
        added.value = [...added.value, label];
        await client.changes.discard({ plan: before.plan });
      } else await client.changes.discard({ plan: next.plan });
    } catch (error) {
      problem.value = toProblem(error);
    } finally {
      planning.value = false;
    }
  }

  async function previewUndo(entry: string): Promise<void> {
    if (planning.value || applying.value) return;
    await close();
    undoing.value = true;
    await showPlanned(() => client.history.undo({ entry }));
  }

  async function showPlanned(planned: () => Promise<ChangePlan>): Promise<void> {
    show(null);
    added.value = [];
    open.value = true;
    planning.value = true;
    try {
      const next = await planned();
      if (open.value) show(next);
      else await client.changes.discard({ plan: next.plan });
    } catch (error) {
      problem.value = toProblem(error);
    } finally {
      planning.value = false;
    }
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
    try {
      const entry = await client.changes.apply({ plan: plan.value.plan });
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
    }
  }

  async function close(): Promise<void> {
    open.value = false;
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
    rows,
    blocked,
    preview,
    takeWay,
    previewUndo,
    moreRows,
    apply,
    close,
  };
});

/** What comes with `plan.stale`, checked as far as telling it apart takes. */
function isPlan(value: unknown): value is ChangePlan {
  return (
    typeof value === 'object' && value !== null && 'plan' in value && 'effects' in value && 'totals' in value
  );
}
