import type { Table } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import { tableKey } from '../model/identity.ts';
import type { Relation } from '../model/relation.ts';
import type { AssignedValue, FoundRows, Reach, RowSets } from '../model/row-sets.ts';
import type { Row } from '../model/value.ts';
import type { Assignment } from './actions/action-rule.ts';
import { actionRules } from './actions/index.ts';
import type { Effects } from './effects.ts';
import { leafSets } from './leaf-sets.ts';
import { leafRelations } from './leaves.ts';
import { repairedBy, rowsToMark } from './named-rows.ts';

/** A column that some rows have set, and by what: `null` for the change itself. */
export type SetBy = {
  readonly relation: Relation | null;
  readonly value: AssignedValue | 'given' | 'givenNull';
};

/** What the actions of the relations did, as far as the checks must know. */
export type Reached = {
  /** `tableKey` of tables with rows deleted. */
  readonly deleted: ReadonlySet<string>;
  /** `tableKey` to columns to who set them. */
  readonly set: ReadonlyMap<string, ReadonlyMap<string, readonly SetBy[]>>;
  /** Effects of changes that say themselves what becomes of references to what is deleted or known by another key. */
  readonly answered: readonly number[];
  /** Rows of which two relations, or a relation and the change, would set one column to different values. */
  readonly contradictions: readonly {
    readonly relation: Relation;
    readonly column: string;
    readonly rows: FoundRows;
  }[];
  /** Relations whose children would have to change but have no identity. */
  readonly unidentified: readonly { readonly relation: Relation; readonly event: Reach['event'] }[];
};

type Parts = {
  readonly changes: readonly Change[];
  readonly tables: readonly Table[];
  /** With their effective actions. */
  readonly relations: readonly Relation[];
  /** All of them, those included that do not act. */
  readonly declared: readonly Relation[];
  readonly sets: RowSets;
  readonly effects: Effects;
  /** `tableKey` of tables whose rows can be told apart. */
  readonly identified: ReadonlySet<string>;
};

/** Marks what the changes ask for and all that follows from it: first all deletes, then the columns set, to a fixpoint. */
export async function reach(parts: Parts): Promise<Reached> {
  const set = new Map<string, Map<string, SetBy[]>>();
  const contradictions: Reached['contradictions'][number][] = [];
  const unidentified: Reached['unidentified'][number][] = [];
  const deleted = await spreadDeletes(parts, unidentified);

  const leaves = leafSets(parts.changes, parts.relations, parts.tables);
  const last = new Map<string, { readonly reach: Reach; readonly from: number }>();
  const answers: Answers = new Map();
  let fresh = await markAskedSets(parts, set, answers);
  const more = () => parts.sets.stoppedAt() === null;
  for (const relation of more() ? parts.relations : []) {
    const from = deleted.get(tableKey(relation.parent.table));
    if (from === undefined) continue;
    fresh = merge(fresh, await follow({ relation, event: 'delete' }, from, 0));
  }
  for (let round = 1; fresh.size > 0 && more(); round += 1) {
    let next: Fresh = new Map();
    for (const relation of parts.relations) {
      if (!more()) break;
      const columns = fresh.get(tableKey(relation.parent.table));
      const from = relation.parent.columns.flatMap((column) => columns?.get(column) ?? [])[0];
      if (from === undefined) continue;
      next = merge(next, await follow({ relation, event: 'update' }, from, round));
    }
    fresh = next;
  }
  for (const { reach: reachOf, from } of more() ? last.values() : []) await setLeaves(reachOf, from);
  const answered = [...answers.values()].flatMap((given) => given.map(({ effect }) => effect));
  return { deleted: new Set(deleted.keys()), set, answered, contradictions, unidentified };

  /** Writes the referencing columns that the relation's action writes on this event. */
  async function follow(reachOf: Reach, from: number, round: number): Promise<Fresh> {
    const { relation, event } = reachOf;
    const action = event === 'delete' ? relation.onDelete : relation.onUpdate;
    const assignments = assignmentsOf(reachOf);
    const child = tableKey(relation.child.table);
    const found: Fresh = new Map();
    const given = answers.get(relation.id);
    if ((assignments.length > 0 || given !== undefined) && !parts.identified.has(child)) {
      unidentified.push(reachOf);
      return found;
    }
    if (given !== undefined) {
      for (const { values, effect } of given) {
        const count = await parts.sets.spreadGiven(reachOf, values, effect, round);
        if (count > 0) merge(found, noteGiven(set, child, values, effect));
      }
      return found;
    }
    if (leaves.get(relation.id) === event) {
      if (!last.has(relation.id)) last.set(relation.id, { reach: reachOf, from });
      return found;
    }
    for (const { column, value } of assignments) {
      const before = set.get(child)?.get(column) ?? [];
      const effect = parts.effects.cause(relation, event, action, 'update', from);
      const count = await parts.sets.spreadSet(reachOf, column, value, effect.id, round);
      if (before.length > 0) {
        const rows = await parts.sets.contradicted(reachOf, column, value, round);
        if (rows.count > 0) contradictions.push({ relation, column, rows });
      }
      if (count === 0) continue;
      effect.columns.add(column);
      note(set, child, column, { relation, value });
      merge(found, new Map([[child, new Map([[column, effect.id]])]]));
    }
    return found;
  }

  /** What the action writes, as far as the parents' columns that it follows were set at all. */
  function assignmentsOf({ relation, event }: Reach): readonly Assignment[] {
    const action = event === 'delete' ? relation.onDelete : relation.onUpdate;
    const keys = set.get(tableKey(relation.parent.table));
    return actionRules[action]
      .assigns(relation, event)
      .filter(({ column, value }) => value !== 'parentKey' || keys?.has(sourceOf(relation, column)));
  }

  /** Once all parents are known: what nothing depends on is set by reference, and never listed. */
  async function setLeaves(reachOf: Reach, from: number): Promise<void> {
    const { relation, event } = reachOf;
    const action = event === 'delete' ? relation.onDelete : relation.onUpdate;
    const assignments = assignmentsOf(reachOf);
    const effect = parts.effects.cause(relation, event, action, 'update', from);
    const count = await parts.sets.spreadSetToLeaves(reachOf, assignments, effect.id);
    if (count === 0) return;
    for (const { column, value } of assignments) {
      effect.columns.add(column);
      note(set, tableKey(relation.child.table), column, { relation, value });
    }
  }
}

/** `tableKey` to column to an effect that set it in the last round. */
type Fresh = Map<string, Map<string, number>>;

/** By relation: what the changes set where a row references what they delete or re-key, and the effects of that. */
type Answers = Map<string, { readonly values: Row; readonly effect: number }[]>;

/** Deletes and their cascades; gives, by `tableKey`, the first effect that deletes rows there. */
async function spreadDeletes(
  { changes, relations, declared, sets, effects, identified }: Parts,
  unidentified: Reached['unidentified'][number][],
): Promise<Map<string, number>> {
  const deleted = new Map<string, number>();
  const leaves = leafRelations(changes, relations);
  const last = new Map<Relation, number>();
  const asked = new Map<string, number>();
  const spared = new Set(
    changes.flatMap((change) =>
      change.kind === 'update' && 'referencing' in change.where ? [change.where.referencing] : [],
    ),
  );
  let fresh = new Map<string, number>();
  for (const change of changes) {
    if (change.kind !== 'delete') continue;
    const effect = effects.ask(change.table, 'delete', [], repairedBy(change.where));
    if ('referencing' in change.where) {
      asked.set(change.where.referencing, effect.id);
      continue;
    }
    const rows = rowsToMark(change.where, declared);
    const count = await sets.markDeleted(change.table, rows, effect.id);
    const key = tableKey(change.table);
    if (count > 0 && !fresh.has(key)) fresh.set(key, effect.id);
  }
  for (let round = 1; fresh.size > 0 && sets.stoppedAt() === null; round += 1) {
    for (const [key, effect] of fresh) if (!deleted.has(key)) deleted.set(key, effect);
    const next = new Map<string, number>();
    for (const relation of relations) {
      if (sets.stoppedAt() !== null) break;
      const from = fresh.get(tableKey(relation.parent.table));
      const own = asked.get(relation.id);
      const deletes = actionRules[relation.onDelete].deletesChildren && !spared.has(relation.id);
      if (from === undefined || (own === undefined && !deletes)) continue;
      const child = tableKey(relation.child.table);
      if (!identified.has(child)) {
        unidentified.push({ relation, event: 'delete' });
        continue;
      }
      const effect = own ?? effects.cause(relation, 'delete', relation.onDelete, 'delete', from).id;
      if (leaves.has(relation.id)) {
        last.set(relation, effect);
        continue;
      }
      // What is asked for is deleted for that reason, whatever else reaches it.
      if (own !== undefined)
        await sets.unmarkChildren(relation, effects.deletesCaused(relation.child.table), round);
      const count = await sets.spreadDelete(relation, effect, round);
      if (count > 0 && !next.has(child)) next.set(child, effect);
    }
    fresh = next;
  }
  for (const [relation, effect] of last) {
    if (sets.stoppedAt() !== null) break;
    const count = await sets.spreadToLeaves(relation, effect);
    if (count > 0) deleted.set(tableKey(relation.child.table), effect);
  }
  return deleted;
}

async function markAskedSets(
  { changes, declared, sets, effects }: Parts,
  set: Map<string, Map<string, SetBy[]>>,
  answers: Answers,
): Promise<Fresh> {
  const fresh: Fresh = new Map();
  for (const change of changes) {
    if (change.kind !== 'update') continue;
    const effect = effects.ask(change.table, 'update', Object.keys(change.set), repairedBy(change.where));
    if ('referencing' in change.where) {
      const id = change.where.referencing;
      answers.set(id, [...(answers.get(id) ?? []), { values: change.set, effect: effect.id }]);
      continue;
    }
    const rows = rowsToMark(change.where, declared);
    const count = await sets.markSet(change.table, rows, change.set, effect.id, 0);
    if (count > 0) merge(fresh, noteGiven(set, tableKey(change.table), change.set, effect.id));
  }
  return fresh;
}

function noteGiven(
  set: Map<string, Map<string, SetBy[]>>,
  table: string,
  values: Row,
  effect: number,
): Fresh {
  for (const [column, value] of Object.entries(values)) {
    note(set, table, column, { relation: null, value: value === null ? 'givenNull' : 'given' });
  }
  return new Map([[table, new Map(Object.keys(values).map((column) => [column, effect] as const))]]);
}

function note(set: Map<string, Map<string, SetBy[]>>, table: string, column: string, by: SetBy): void {
  const columns = set.get(table) ?? new Map<string, SetBy[]>();
  columns.set(column, [...(columns.get(column) ?? []), by]);
  set.set(table, columns);
}

function merge(into: Fresh, more: Fresh): Fresh {
  for (const [table, columns] of more) {
    const known = into.get(table) ?? new Map<string, number>();
    for (const [column, effect] of columns) if (!known.has(column)) known.set(column, effect);
    into.set(table, known);
  }
  return into;
}

/** The parent's column that a referencing column follows. */
function sourceOf(relation: Relation, column: string): string {
  return relation.parent.columns[relation.child.columns.indexOf(column)] ?? '';
}
