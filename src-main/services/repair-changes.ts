import { createRowSets } from '../dialects/sql/row-sets/index.ts';
import { nullColumns } from '../engine/ways/null-columns.ts';
import type { Table } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import { AppError } from '../model/error.ts';
import type { OrphanRepair } from '../model/finding.ts';
import { tableText } from '../model/identity.ts';
import type { Warning } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';
import type { Row } from '../model/value.ts';
import { createParents } from './create-parents.ts';
import type { OpenConnection } from './open-connection.ts';
import { inPreview } from './plan-asked.ts';

export type RepairQuestion = {
  readonly connection: OpenConnection;
  readonly relation: Relation;
  readonly child: Table;
  readonly by: OrphanRepair;
  /** `repoint`: the key of the parent that all orphans are to reference, by the parent's columns. */
  readonly key: Row | null;
  /** `createParent`: values of other columns of the new parents; null: none can be given. */
  readonly values: Row | null;
  /** `createParent`: new rows of the same table that are put in together with these. */
  readonly together: readonly Row[];
  readonly signal: AbortSignal | undefined;
};

/** The changes that repair the orphans of a relation, with what is worth knowing. They name the rows by the relation. */
export async function repairChanges(
  question: RepairQuestion,
): Promise<{ readonly changes: readonly Change[]; readonly notes: readonly Warning[] }> {
  const { relation, child, by, connection } = question;
  const { table } = relation.child;
  const where = { orphansOf: relation.id };
  const update = (set: Row) => ({ changes: [{ kind: 'update', table, where, set } as const], notes: [] });
  if (by === 'delete' || by === 'exportAndDelete') {
    return { changes: [{ kind: 'delete', table, where }], notes: [] };
  }
  if (by === 'setNull') {
    const columns = nullColumns(relation, child, connection.model.relations);
    return update(Object.fromEntries(columns.map((column) => [column, null])));
  }
  if (by === 'setDefault') return update(await defaultsOf(question));
  if (by === 'repoint') return update(keyOf(question));
  return createParents(question);
}

function defaultsOf({ connection, relation, child, signal }: RepairQuestion): Promise<Row> {
  const { dialect, model } = connection;
  const { columns } = relation.child;
  const given = child.columns
    .filter(({ name, default: text }) => columns.includes(name) && text !== null)
    .map(({ name }) => name);
  return inPreview(connection, async (session) => {
    const { tables } = model;
    const sets = createRowSets({ facts: dialect.sql, tables, session, locking: false, signal });
    const values = await sets.defaults(child, given);
    return Object.fromEntries(columns.map((column) => [column, values[column] ?? null]));
  });
}

function keyOf({ relation, key }: RepairQuestion): Row {
  const { child, parent } = relation;
  const names = Object.keys(key ?? {});
  const fits =
    names.length === parent.columns.length &&
    parent.columns.every((column) => (key?.[column] ?? null) !== null);
  if (!fits) {
    throw new AppError(
      'request.invalid',
      `To point orphans elsewhere, "key" must give ${parent.columns.join(', ')} of a row of ${tableText(parent.table)}.`,
    );
  }
  return Object.fromEntries(
    child.columns.map((column, i) => [column, key?.[parent.columns[i] ?? ''] ?? null]),
  );
}
