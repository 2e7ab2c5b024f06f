import type { Blocker } from '../../model/plan.ts';
import type { Relation } from '../../model/relation.ts';
import type { SimulatedCause, SimulatedFate, SimulatedRefusal } from '../../model/simulation.ts';
import type { MarkedFate } from '../../model/simulation-sets.ts';
import { refusedText, stillReferencedText } from '../blocker-text.ts';
import type { Effects } from '../effects.ts';
import type { Offers } from '../ways/offers.ts';
import { fateKey, type Prediction } from './predict.ts';

/** Turns what a simulation says into effects, each fate by the effect that its cause belongs to. */
export function markFates(
  fates: readonly SimulatedFate[],
  askedBy: Prediction['askedBy'],
  effects: Effects,
): readonly MarkedFate[] {
  return fates.map((fate): MarkedFate => {
    const { table, identity: key } = fate;
    const asked = askedBy.get(fateKey(fate.action, table, key)) ?? 0;
    if (fate.action === 'delete') {
      return { table, key, action: 'delete', effect: effectOf(fate.cause, 'delete', asked) };
    }
    const set = fate.set.map(({ column, value, cause }) => {
      const effect = effectOf(cause, 'update', asked);
      if (cause !== null) effects.addColumn(effect, column);
      return { column, value, effect };
    });
    return { table, key, action: 'update', set };
  });

  function effectOf(cause: SimulatedCause, action: 'update' | 'delete', asked: number): number {
    if (cause === null) return asked;
    const { relation, event, from } = cause;
    const first = effects.askedOn(relation.parent.table, event);
    const before = from === null ? (first ?? 0) : effectOf(from, event, 0);
    const taken = event === 'delete' ? relation.onDelete : relation.onUpdate;
    return effects.cause(relation, event, taken, action, before).id;
  }
}

/** The blocker that a refusal of the database is. `declared`: the relations in the words that people know. */
export async function refusalBlocker(
  refusal: SimulatedRefusal,
  declared: readonly Relation[],
  offers: Offers,
): Promise<Blocker> {
  const { rule, event, table, columns, rows } = refusal;
  const relation = declared.find(({ id }) => id === refusal.relation?.id) ?? refusal.relation;
  const found = { count: rows.length, exact: false, sample: rows.slice(0, 20) };
  const message =
    rule === 'stillReferenced' && relation !== null
      ? stillReferencedText({ relation, event }, found)
      : refusedText(rule, relation, table, columns, found);
  const { schema, name } = table;
  const referenced = rule === 'stillReferenced' && refusal.relation !== null;
  const ways = referenced ? await offers.references({ relation: refusal.relation, event }) : [];
  return { rule, relation: relation?.id ?? null, table: { schema, name }, ...found, message, ways };
}
