import type { Table, TableRef } from '../../src-main/model/catalog.ts';
import { keyColumns, tableKey } from '../../src-main/model/identity.ts';
import type { Effect, EffectRow } from '../../src-main/model/plan.ts';
import { rowKey } from './staged-edits.ts';

type Action = Effect['action'];

/** What would follow from a change in one table. */
export type ImpliedTable = {
  readonly table: TableRef;
  /** Rows that are known, by `rowKey`. */
  readonly rows: ReadonlyMap<string, Action>;
  /** All rows, known or not. */
  readonly totals: Readonly<Partial<Record<Action, number>>>;
  /** False: the totals are lower bounds. */
  readonly exact: boolean;
};

/** Tables by `tableKey`. What was asked for is staged already, and is not implied. */
export function impliedRows(
  effects: readonly Effect[],
  rowsOf: (effect: Effect) => readonly EffectRow[],
  tableOf: (ref: TableRef) => Table | null,
): ReadonlyMap<string, ImpliedTable> {
  const caused = effects.filter(({ cause, count }) => cause !== null && count > 0);
  const byTable = Map.groupBy(caused, ({ table }) => tableKey(table));
  return new Map(
    [...byTable].flatMap(([key, own]): [string, ImpliedTable][] => {
      const [first] = own;
      if (first === undefined) return [];
      const table = tableOf(first.table);
      const names = table === null ? null : keyColumns(table);
      const rows = own.flatMap((effect) =>
        rowsOf(effect).map((row): [string, Action] => [keyOf(row, names), effect.action]),
      );
      const totals: Partial<Record<Action, number>> = {};
      for (const { action, count } of own) totals[action] = (totals[action] ?? 0) + count;
      return [
        [key, { table: first.table, rows: new Map(rows), totals, exact: own.every((one) => one.exact) }],
      ];
    }),
  );
}

/** By the columns that a grid names rows by; the row is found where it stands now. */
function keyOf({ key, before }: EffectRow, names: readonly string[] | null): string {
  const row = { ...key, ...before };
  return rowKey(names === null ? key : Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
}
