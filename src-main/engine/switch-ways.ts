import type { PlainRepair } from '../model/finding.ts';
import { tableText } from '../model/identity.ts';
import type { Decision } from '../model/migration.ts';
import type { Blocker } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';

/** A decision, and the obstacles that stay in the way until something else than `stop` is chosen. */
export type WayPast = { readonly decision: Decision; readonly against: readonly Blocker[] };

type Choice = Decision['choices'][number];

const stop: Choice = { id: 'stop', label: 'Stop, this must be mended first' };
const leave: Choice = {
  id: 'leave',
  label: 'Leave it out: it stays in the relation file, declared but not enforced',
};

/**
 * What can be done about the obstacles of a relation. What nothing can be done about is one question; orphans and a parent
 * without a key are one each. `duplicates`: values of the referenced columns that occur more than once; null: not counted.
 * `repairs`: what can be done with the orphans.
 */
export function waysPast(
  relation: Relation,
  obstacles: readonly Blocker[],
  duplicates: number | null,
  repairs: readonly PlainRepair[],
): readonly WayPast[] {
  const of = (rule: Blocker['rule']) => obstacles.filter((one) => one.rule === rule);
  const noKey = of('parentKeyNotUnique');
  const orphans = of('orphans');
  if (noKey.length + orphans.length < obstacles.length) {
    return [way(relation, 'leave', obstacles, reasonOf(obstacles), [stop, leave])];
  }
  return [
    ...(noKey.length === 0 ? [] : [noKeyWay(relation, noKey, duplicates)]),
    ...(orphans.length === 0 ? [] : [orphansWay(relation, orphans, repairs)]),
  ];
}

function orphansWay(
  relation: Relation,
  against: readonly Blocker[],
  repairs: readonly PlainRepair[],
): WayPast {
  const columns = relation.child.columns.join(', ');
  const labels: Readonly<Record<PlainRepair, string>> = {
    delete: 'Delete these rows, and what goes with them',
    setNull: `Set ${columns} to NULL where the reference finds nothing`,
    setDefault: `Set ${columns} to the default where the reference finds nothing`,
    createParent: `Create the missing rows of ${tableText(relation.parent.table)}, with made-up values where a column needs one`,
  };
  const choices = repairs.map((id) => ({ id, label: labels[id] }));
  return way(relation, 'orphans', against, reasonOf(against), [stop, ...choices, leave]);
}

function noKeyWay(relation: Relation, against: readonly Blocker[], duplicates: number | null): WayPast {
  const parent = `${tableText(relation.parent.table)} (${relation.parent.columns.join(', ')})`;
  if (duplicates === 0) {
    const create = { id: 'unique', label: `Create a unique index on ${parent}` };
    return way(relation, 'unique', against, reasonOf(against), [stop, create, leave]);
  }
  const values = duplicates === 1 ? '1 value occurs' : `${duplicates ?? 'Some'} values occur`;
  const reason = `${reasonOf(against)} ${values} there more than once, so that no unique index can be created.`;
  return way(relation, 'unique', against, reason, [stop, leave]);
}

function way(
  relation: Relation,
  about: string,
  against: readonly Blocker[],
  reason: string,
  choices: readonly Choice[],
): WayPast {
  const id = `${about}:${relation.id}`;
  const question = `${reason} How to go on?`;
  return { decision: { id, relation: relation.id, question, choices, default: 'stop' }, against };
}

function reasonOf(obstacles: readonly Blocker[]): string {
  return obstacles.map(({ message }) => message).join(' ');
}
