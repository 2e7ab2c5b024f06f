import type { Change } from '../../model/change.ts';
import type { AskedChange, RowSets } from '../../model/row-sets.ts';
import type { SimulatedFate } from '../../model/simulation.ts';
import { type Row, sameValue } from '../../model/value.ts';
import type { Effects } from '../effects.ts';
import { fateKey, type Prediction, type PredictionQuestion, predict } from './predict.ts';

type Question = Omit<PredictionQuestion, 'sets'> & { readonly sets: RowSets };

/** What becomes of the changes, and the sets that spell what has to be sent for that. */
export type AskedPrediction = { readonly prediction: Prediction; readonly sets: RowSets };

/**
 * Predicts what the database makes of the rows as the changes name them: an update may take a row away from what would
 * have deleted it. Where no order does that, it is tried without the updates of rows that are deleted in any case; and
 * with those of rows that the changes delete themselves, if nothing else comes of that. null: as `predict`.
 */
export async function predictAsked(question: Question): Promise<AskedPrediction | null> {
  const { changes, effects, sets } = question;
  const asked = askedChanges(changes, effects);
  const alone = async (updatedFirst: boolean) =>
    asked === null ? sets : { ...sets, ...(await sets.askedAlone(asked, updatedFirst)) };
  const attempt = async (of: RowSets): Promise<AskedPrediction | null> => {
    const prediction = await predict({ ...question, sets: of });
    return prediction === null ? null : { prediction, sets: of };
  };
  const first = await attempt(await alone(false));
  if (first?.prediction.outcome.refusal === null || asked === null) return first;
  const fallen = await attempt(sets);
  if (fallen?.prediction.outcome.refusal === null) return fallen;
  const updated = await attempt(await alone(true));
  const outcome = updated?.prediction.outcome;
  return outcome?.refusal === null && (await isMarked(outcome.fates, question)) ? updated : first;
}

/** Whether just that becomes of the rows which the rules have marked. */
async function isMarked(fates: readonly SimulatedFate[], { sets, effects }: Question): Promise<boolean> {
  const marked = new Map<string, Row>();
  for (const table of effects.tables()) {
    for (const action of ['delete', 'update'] as const) {
      const ids = effects.all().filter((effect) => effect.action === action);
      const rows = await sets.asked(
        table,
        action,
        ids.map(({ id }) => id),
      );
      for (const { key, set } of rows.flat()) marked.set(fateKey(action, table, key), set);
    }
  }
  return (
    fates.length === marked.size &&
    fates.every((fate) => {
      const set = marked.get(fateKey(fate.action, fate.table, fate.identity));
      const written = fate.action === 'delete' ? [] : fate.set;
      return (
        set !== undefined &&
        written.length === Object.keys(set).length &&
        written.every(({ column, value }) => sameValue(set[column] ?? null, value))
      );
    })
  );
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
      if ('referencing' in change.where || 'orphansOf' in change.where) return null;
      const { table, where } = change;
      const effect = numbers.next().value ?? 0;
      asked.push({ table, where, set: change.kind === 'update' ? change.set : null, effect });
    }
  }
  return asked;
}
