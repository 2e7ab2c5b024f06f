import type { Change } from '../model/change.ts';
import { sameTable, tableKey } from '../model/identity.ts';
import type { Blocker } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';
import type { ParentEvent, Reach, RowSets } from '../model/row-sets.ts';
import { actionRules } from './actions/index.ts';
import { ambiguityText, rewrittenText, updatedFirstText } from './blocker-text.ts';
import type { Effects } from './effects.ts';
import { rowsToMark } from './named-rows.ts';
import type { Reached } from './reached.ts';

type Parts = {
  readonly changes: readonly Change[];
  /** With their effective actions. */
  readonly relations: readonly Relation[];
  readonly sets: RowSets;
  readonly reached: Reached;
  readonly effects: Effects;
};

/**
 * Rows that one relation deletes while another writes the very columns by which they are reached: databases do what they
 * come to first, each in its own order. Instead of choosing, the plan is blocked.
 */
export async function findAmbiguities(parts: Parts): Promise<readonly Blocker[]> {
  const { relations, sets, reached, effects } = parts;
  const blockers: Blocker[] = [];
  for (const cascade of relations) {
    const deletes = effects
      .all()
      .filter(({ cause, action }) => action === 'delete' && cause?.relation === cascade.id)
      .map(({ id }) => id);
    if (deletes.length === 0) continue;
    for (const other of rivals(cascade, relations, reached)) {
      const rows = await sets.reachedAgain(other, deletes);
      if (rows.count === 0) continue;
      const { table } = cascade.child;
      const message = ambiguityText(cascade, other, rows);
      blockers.push({ rule: 'actionUnsupported', relation: cascade.id, table, ...rows, message, ways: [] });
    }
  }
  return [...blockers, ...(await findRewritten(parts)), ...(await findUpdatedFirst(parts))];
}

/**
 * Rows of which the change itself writes a reference or a key while an action deletes them: if it came first, the action
 * might not find them, or others might follow the new key.
 */
async function findUpdatedFirst({ changes, relations, sets, effects }: Parts): Promise<readonly Blocker[]> {
  const blockers: Blocker[] = [];
  for (const change of changes) {
    if (change.kind !== 'update' || 'referencing' in change.where) continue;
    const { table, where, set } = change;
    const deletes = effects.deletesCaused(table);
    const related = relations
      .flatMap(({ child, parent }) => [child, parent])
      .some((side) => sameTable(side.table, table) && side.columns.some((column) => column in set));
    if (deletes.length === 0 || !related) continue;
    const rows = await sets.deletedAmong(table, rowsToMark(where, relations), deletes);
    if (rows.count === 0) continue;
    const message = updatedFirstText(table, Object.keys(set), rows);
    blockers.push({ rule: 'actionUnsupported', relation: null, table, ...rows, message, ways: [] });
  }
  return blockers;
}

/**
 * Rows of which the change itself writes one part of a reference and a relation's action another: whether the action still
 * finds them depends on which comes first.
 */
async function findRewritten({ relations, sets, reached, effects }: Parts): Promise<readonly Blocker[]> {
  const blockers: Blocker[] = [];
  for (const relation of relations) {
    const { table, columns } = relation.child;
    for (const event of eventsOn(relation, reached)) {
      const rule = actionRules[event === 'delete' ? relation.onDelete : relation.onUpdate];
      const assigned = rule.assigns(relation, event).map(({ column }) => column);
      const asked = effects
        .all()
        .filter(
          ({ cause, action, table: of }) => cause === null && action === 'update' && sameTable(of, table),
        )
        .filter((effect) => columns.some((column) => effect.columns.has(column)))
        .filter((effect) => assigned.some((column) => !effect.columns.has(column)));
      if (asked.length === 0) continue;
      const rows = await sets.reachedAgain(
        { relation, event },
        asked.map(({ id }) => id),
      );
      if (rows.count === 0) continue;
      const message = rewrittenText({ relation, event }, rows);
      blockers.push({ rule: 'actionUnsupported', relation: relation.id, table, ...rows, message, ways: [] });
    }
  }
  return blockers;
}

/** What writes the referencing columns of the relation for another reason. */
function rivals(cascade: Relation, relations: readonly Relation[], reached: Reached): readonly Reach[] {
  return relations.flatMap((relation) => {
    if (relation === cascade || !sameTable(relation.child.table, cascade.child.table)) return [];
    const isDecisive = (event: ParentEvent) =>
      actionRules[event === 'delete' ? relation.onDelete : relation.onUpdate]
        .assigns(relation, event)
        // A default may be refused before the row is deleted, whatever its column.
        .some(({ column, value }) => value === 'default' || cascade.child.columns.includes(column));
    const events = eventsOn(relation, reached).filter(isDecisive);
    const passing = isDecisive('update') && mayBeRekeyedFirst(relation, relations, reached);
    const all = new Set<ParentEvent>([...events, ...(passing ? (['delete'] as const) : [])]);
    return [...all].map((event) => ({ relation, event }));
  });
}

/** Whether parents that are deleted may get another key before: by what is done to references to other deleted rows. */
function mayBeRekeyedFirst({ parent }: Relation, relations: readonly Relation[], reached: Reached): boolean {
  return relations.some(
    (relation) =>
      sameTable(relation.child.table, parent.table) &&
      reached.deleted.has(tableKey(relation.parent.table)) &&
      actionRules[relation.onDelete]
        .assigns(relation, 'delete')
        .some(({ column }) => parent.columns.includes(column)),
  );
}

function eventsOn({ parent }: Relation, reached: Reached): readonly ParentEvent[] {
  const key = tableKey(parent.table);
  const rekeyed = parent.columns.some((column) => reached.set.get(key)?.has(column));
  return [
    ...(reached.deleted.has(key) ? (['delete'] as const) : []),
    ...(rekeyed ? (['update'] as const) : []),
  ];
}
