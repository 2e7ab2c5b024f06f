import { childrenFirst } from '../../src-main/engine/table-order.ts';
import type { Change } from '../../src-main/model/change.ts';
import type { Relation } from '../../src-main/model/relation.ts';
import type { FuzzChange } from './fuzz-case.ts';

export function asChanges(changes: readonly FuzzChange[], schema: string): readonly Change[] {
  return changes.map((change): Change => {
    const table = { schema, name: change.table.name };
    if (change.kind === 'insert') return { kind: 'insert', table, rows: [change.row] };
    const where = { keys: change.ids.map((id) => ({ id })) };
    if (change.kind === 'delete') return { kind: 'delete', table, where };
    return { kind: 'update', table, where, set: change.set };
  });
}

/** As a plan sends them: inserts with parents first, updates, deletes with children first. */
export function inSentOrder(
  changes: readonly FuzzChange[],
  relations: readonly Relation[],
): readonly FuzzChange[] {
  const kinds = (kind: FuzzChange['kind']) => changes.filter((change) => change.kind === kind);
  const schema = relations[0]?.child.table.schema ?? '';
  const tables = [...kinds('insert'), ...kinds('delete'), ...kinds('update')].map(({ table }) => ({
    schema,
    name: table.name,
  }));
  const order = childrenFirst(tables, relations).map(({ name }) => name);
  const place = ({ table }: FuzzChange) => order.indexOf(table.name);
  return [
    ...kinds('insert').toSorted((a, b) => place(b) - place(a)),
    ...kinds('update').toSorted((a, b) => place(a) - place(b)),
    ...kinds('delete').toSorted((a, b) => place(a) - place(b)),
  ];
}
