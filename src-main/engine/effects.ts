import type { TableRef } from '../model/catalog.ts';
import { sameTable, tableKey } from '../model/identity.ts';
import type { Effect } from '../model/plan.ts';
import type { ReferentialAction, Relation } from '../model/relation.ts';
import type { ParentEvent } from '../model/row-sets.ts';

export type PlannedEffect = Pick<Effect, 'id' | 'table' | 'action' | 'cause' | 'orphansOf'> & {
  readonly columns: Set<string>;
};

export type Effects = ReturnType<typeof createEffects>;

/**
 * Numbers the effects of a plan. A relation has one effect for each event and action, however many rounds find rows for
 * it, so that a cycle or a tree of any depth is one effect.
 */
export function createEffects(known: readonly PlannedEffect[] = []) {
  const effects: PlannedEffect[] = [...known];
  const caused = new Map<string, PlannedEffect>();

  function add(
    table: TableRef,
    action: Effect['action'],
    cause: Effect['cause'],
    columns: readonly string[],
    orphansOf?: string,
  ): PlannedEffect {
    const id = (effects.at(-1)?.id ?? 0) + 1;
    const repaired = orphansOf === undefined ? {} : { orphansOf };
    const effect = { id, table, action, cause, columns: new Set(columns), ...repaired };
    effects.push(effect);
    return effect;
  }

  return {
    all: (): readonly PlannedEffect[] => effects,
    /** What a change asks for. */
    ask: (table: TableRef, action: Effect['action'], columns: readonly string[], orphansOf?: string) =>
      add(table, action, null, columns, orphansOf),
    /** What a relation does to children of the rows of effect `from`. */
    cause(
      relation: Relation,
      event: ParentEvent,
      referentialAction: ReferentialAction,
      action: 'update' | 'delete',
      from: number,
    ): PlannedEffect {
      const key = JSON.stringify([relation.id, event, action]);
      const known = caused.get(key);
      if (known !== undefined) return known;
      const cause = { relation: relation.id, referentialAction, from };
      const effect = add(relation.child.table, action, cause, []);
      caused.set(key, effect);
      return effect;
    },
    /** Numbers of the effects by which rows of the table are deleted without being asked for. */
    deletesCaused: (table: TableRef): readonly number[] =>
      effects
        .filter(
          (effect) => effect.cause !== null && effect.action === 'delete' && sameTable(effect.table, table),
        )
        .map(({ id }) => id),
    /** Numbers of the effects that were asked for, of one kind. */
    asked: (action: Effect['action']): readonly number[] =>
      effects.filter((effect) => effect.cause === null && effect.action === action).map(({ id }) => id),
    /** Number of the first effect that was asked for on the table. */
    askedOn: (table: TableRef, action: Effect['action']): number | undefined =>
      effects.find(
        (effect) => effect.cause === null && effect.action === action && sameTable(effect.table, table),
      )?.id,
    addColumn(id: number, column: string): void {
      effects.find((effect) => effect.id === id)?.columns.add(column);
    },
    /** The tables that any effect concerns, each once, in the order of the effects. */
    tables: (): readonly TableRef[] => [
      ...new Map(effects.map(({ table }) => [tableKey(table), table])).values(),
    ],
  };
}
