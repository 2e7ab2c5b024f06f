import type { Change } from '../../model/change.ts';
import type { AskedChange, RowSets } from '../../model/row-sets.ts';
import type { Effects } from '../effects.ts';
import { type Prediction, type PredictionQuestion, predict } from './predict.ts';

type Question = Omit<PredictionQuestion, 'sets'> & { readonly sets: RowSets };

/** What becomes of the changes, and the sets that spell what has to be sent for that. */
export type AskedPrediction = { readonly prediction: Prediction; readonly sets: RowSets };

/**
 * Predicts what the database makes of the rows as the changes name them: an update may take a row away from what would
 * have deleted it. Where no order does that, it is tried without the updates of rows that are deleted in any case. null:
 * as `predict`.
 */
export async function predictAsked(question: Question): Promise<AskedPrediction | null> {
  const { changes, effects, sets } = question;
  const asked = askedChanges(changes, effects);
  const attempts = asked === null ? [sets] : [{ ...sets, ...(await sets.askedAlone(asked)) }, sets];
  let first: AskedPrediction | null = null;
  for (const attempt of attempts) {
    const prediction = await predict({ ...question, sets: attempt });
    if (prediction === null) return null;
    if (prediction.outcome.refusal === null) return { prediction, sets: attempt };
    first ??= { prediction, sets: attempt };
  }
  return first;
}

/** null: no row can be updated and deleted as well, or rows are named by what they reference. */
function askedChanges(changes: readonly Change[], effects: Effects): readonly AskedChange[] | null {
  const kinds = new Set(changes.map(({ kind }) => kind));
  if (!kinds.has('update') || !kinds.has('delete')) return null;
  const asked: AskedChange[] = [];
  for (const kind of ['delete', 'update'] as const) {
    const numbers = effects.asked(kind).values();
    for (const change of changes) {
      if (change.kind !== kind) continue;
      if ('referencing' in change.where) return null;
      const { table, where } = change;
      const effect = numbers.next().value ?? 0;
      asked.push({ table, where, set: change.kind === 'update' ? change.set : null, effect });
    }
  }
  return asked;
}
