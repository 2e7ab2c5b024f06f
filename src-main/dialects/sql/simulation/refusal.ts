import type { BlockerRule } from '../../../model/plan.ts';
import type { ParentEvent } from '../../../model/row-sets.ts';
import type {
  Cell,
  SimulatedOutcome,
  SimulatedRefusal,
  SimulatedRelation,
  SimulatedTable,
} from '../../../model/simulation.ts';
import { asRow, type LiveRow } from './live-row.ts';

const refusals = new WeakMap<Error, SimulatedRefusal>();

/** Runs a simulation to its end, or to where the database would refuse. */
export function outcomeOf(run: () => SimulatedOutcome): SimulatedOutcome {
  try {
    return run();
  } catch (error) {
    const refusal = error instanceof Error ? refusals.get(error) : undefined;
    if (refusal === undefined) throw error;
    return { refusal };
  }
}

export function refuse(refusal: SimulatedRefusal): never {
  const error = new Error('The database refuses.');
  refusals.set(error, refusal);
  throw error;
}

/** Because of rows of the relation's child table. */
export function refuseChildren(
  rule: BlockerRule,
  { relation, childColumns }: SimulatedRelation,
  event: ParentEvent,
  children: SimulatedTable,
  rows: readonly Pick<LiveRow, 'identity' | 'cells'>[],
): never {
  const columns = childColumns.map((column) => children.columns[column] ?? '');
  const { table } = relation.child;
  return refuse({ rule, relation, event, table, columns, rows: rows.map((row) => asRow(children, row)) });
}

/** Because a column of the row may not be NULL; `by`: what set it so. Rows that the database numbers itself pass. */
export function refuseNulls(
  { table, columns }: SimulatedTable,
  row: LiveRow | null,
  cells: readonly Cell[],
  by: SimulatedRelation | null,
): void {
  for (const column of table.columns) {
    const at = columns.indexOf(column.name);
    if (at === -1 || column.nullable || (cells[at] ?? null) !== null) continue;
    if (row === null && (column.identity !== null || column.generated !== null)) continue;
    refuse({
      rule: 'notNullable',
      relation: by?.relation ?? null,
      event: 'delete',
      table,
      columns: [column.name],
      rows: row === null ? [] : [asRow({ table, columns, defaults: [], rows: [] }, row)],
    });
  }
}

/** Because a row that was just inserted, or is named by what follows, is deleted or gets another key before. */
export function refuseNew(given: SimulatedTable, row: LiveRow): never {
  const { table, columns } = given;
  const cause = row.alive ? [...row.writtenBy.values()][0] : row.deletedBy;
  const { relation = null, event = 'delete' } = cause ?? {};
  return refuse({ rule: 'actionUnsupported', relation, event, table, columns, rows: [asRow(given, row)] });
}

/** Because another row has the same key. */
export function refuseKey(
  { table, columns }: SimulatedTable,
  key: readonly number[],
  cells: readonly Cell[],
): never {
  const names = key.map((column) => columns[column] ?? '');
  const row = Object.fromEntries(key.map((at) => [columns[at] ?? '', cells[at]?.value ?? null]));
  return refuse({ rule: 'unique', relation: null, event: 'update', table, columns: names, rows: [row] });
}
