import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { relationId } from '../../src-main/model/identity.ts';
import type { Suggestion } from '../../src-main/model/suggestion.ts';
import { client, type Problem, toProblem } from '../client.ts';
import { useWorkbench } from './workbench.ts';

export type SuggestionProgress = { readonly done: number; readonly of: number };

/** From here on a candidate is worth a look. */
const leastConfidence = 0.5;

/** Relations that nobody has declared, and that there may be. */
export const useSuggestions = defineStore('suggestions', () => {
  const workbench = useWorkbench();
  /** null: nobody has asked. */
  const found = shallowRef<readonly Suggestion[] | null>(null);
  const unchecked = shallowRef(0);
  const dismissed = shallowRef<ReadonlySet<string>>(new Set());
  /** null: nothing runs. */
  const progress = shallowRef<SuggestionProgress | null>(null);
  const problem = shallowRef<Problem | null>(null);
  let running: AbortController | null = null;

  /** Without what was dismissed, or declared since. */
  const candidates = computed<readonly Suggestion[]>(() => {
    const declared = new Set(workbench.relations.map(({ child, parent }) => relationId(child, parent)));
    return (found.value ?? []).filter((one) => !dismissed.value.has(idOf(one)) && !declared.has(idOf(one)));
  });

  watch(
    () => workbench.opened?.connection,
    () => {
      cancel();
      found.value = null;
      dismissed.value = new Set();
      problem.value = null;
    },
  );

  async function suggest(): Promise<void> {
    cancel();
    const own = new AbortController();
    running = own;
    problem.value = null;
    progress.value = { done: 0, of: 0 };
    try {
      const events = await client.relations.suggest(
        { connection: workbench.handle() },
        { signal: own.signal },
      );
      for (;;) {
        const event = await events.next();
        if (running !== own) return;
        if (event.done) {
          found.value = event.value.suggestions.filter(({ confidence }) => confidence >= leastConfidence);
          unchecked.value = event.value.unchecked;
          return;
        }
        progress.value = { done: event.value.done, of: event.value.of };
      }
    } catch (error) {
      if (running !== own) return;
      const failed = toProblem(error, own.signal);
      if (failed.code !== 'cancelled') problem.value = failed;
    } finally {
      if (running === own) {
        running = null;
        progress.value = null;
      }
    }
  }

  function cancel(): void {
    running?.abort();
    running = null;
    progress.value = null;
  }

  function dismiss(suggestion: Suggestion): void {
    dismissed.value = new Set(dismissed.value).add(idOf(suggestion));
  }

  return { found, unchecked, candidates, progress, problem, suggest, cancel, dismiss };
});

function idOf({ child, parent }: Suggestion): string {
  return relationId(child, parent);
}
