import type { SendOrder } from '../../src-main/engine/prediction/send-orders.ts';
import { childrenFirst } from '../../src-main/engine/table-order.ts';
import type { Change, Target } from '../../src-main/model/change.ts';
import type { Relation } from '../../src-main/model/relation.ts';
import type { FuzzChange, FuzzWhere } from './fuzz-case.ts';

export function asChanges(changes: readonly FuzzChange[], schema: string): readonly Change[] {
  return changes.map((change): Change => {
    const table = { schema, name: change.table.name };
    if (change.kind === 'insert') return { kind: 'insert', table, rows: change.rows };
    const where = asTarget(change.where);
    if (change.kind === 'delete') return { kind: 'delete', table, where };
    return { kind: 'update', table, where, set: change.set };
  });
}

function asTarget(where: FuzzWhere): Target {
  if ('keys' in where) return where;
  const { column, value } = where;
  return { filter: value === null ? { column, op: 'isNull' } : { column, op: 'eq', value } };
}

/** As a plan sends them: kind by kind, inserts with parents first, updates and deletes with children first. */
export function inSentOrder(
  changes: readonly FuzzChange[],
  relations: readonly Relation[],
  order: SendOrder,
): readonly FuzzChange[] {
  const kinds = (kind: FuzzChange['kind']) => changes.filter((change) => change.kind === kind);
  const schema = relations[0]?.child.table.schema ?? '';
  const tables = [...kinds('insert'), ...kinds('delete'), ...kinds('update')].map(({ table }) => ({
    schema,
    name: table.name,
  }));
  const names = childrenFirst(tables, relations).map(({ name }) => name);
  const place = ({ table }: FuzzChange) => names.indexOf(table.name);
  return order.flatMap((kind) =>
    kinds(kind).toSorted((a, b) => (kind === 'insert' ? place(b) - place(a) : place(a) - place(b))),
  );
}
