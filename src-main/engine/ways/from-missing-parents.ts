import type { Table } from '../../model/catalog.ts';
import type { Change } from '../../model/change.ts';
import { sameTable, tableKey } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';
import type { FoundRows } from '../../model/row-sets.ts';
import { type Row, sameValue, type Value } from '../../model/value.ts';
import type { KeyQuestion, Way } from '../../model/way.ts';
import type { Reached } from '../reached.ts';
import { nullColumns } from './null-columns.ts';
import { insertParentText, leaveNullText, referenceAnotherText } from './way-text.ts';

/** Rows that would reference parents which do not exist. */
export type MissingParents = {
  readonly changes: readonly Change[];
  readonly relations: readonly Relation[];
  readonly relation: Relation;
  readonly child: Table;
  readonly parent: Table;
  readonly rows: FoundRows;
  readonly reached: Reached;
};

/** The ways on from references to nothing: the parents come as well, or the changes name no parent, or another. */
export function waysFromMissingParents(question: MissingParents): readonly Way[] {
  const { relation, rows } = question;
  if (!rows.exact || rows.sample.length < rows.count) return [];
  const { columns } = relation.child;
  const keys = distinct(rows.sample.map((row) => columns.map((column) => row[column] ?? null)));
  if (keys.some((key) => key.includes(null))) return [];
  return [...insertParent(question, keys), ...instead(question, keys)];
}

function insertParent(
  { changes, relation, parent, reached }: MissingParents,
  keys: readonly (readonly Value[])[],
): readonly Way[] {
  const { columns } = relation.parent;
  const set = reached.set.get(tableKey(parent));
  if (reached.deleted.has(tableKey(parent)) || columns.some((column) => set?.has(column))) return [];
  const complete = parent.columns.every((column) =>
    columns.includes(column.name)
      ? column.generated === null
      : column.nullable || column.default !== null || column.identity !== null || column.generated !== null,
  );
  if (!complete || parent.kind !== 'table') return [];
  const rows = keys.map((key) => rowOf(columns, key));
  const { schema, name } = parent;
  return [
    {
      kind: 'insertParent',
      label: insertParentText(relation, rows),
      changes: [{ kind: 'insert', table: { schema, name }, rows }, ...changes],
      asks: null,
    },
  ];
}

/** What the changes themselves give as a reference can be something else; not what follows from a default. */
function instead(question: MissingParents, keys: readonly (readonly Value[])[]): readonly Way[] {
  const { changes, relations, relation, child, parent, rows } = question;
  const { columns } = relation.child;
  const isMissing = (given: Row) =>
    keys.some((key) => columns.every((column, i) => sameAsGiven(given, column, key[i] ?? null)));
  const places = changes.flatMap((change, number): KeyQuestion['places'] => {
    if (change.kind === 'delete' || !sameTable(change.table, child)) return [];
    if (change.kind === 'update')
      return isMissing(change.set) ? [{ change: number, row: null, columns }] : [];
    return change.rows.flatMap((row, at) => (isMissing(row) ? [{ change: number, row: at, columns }] : []));
  });
  const given = distinct(places.map(({ change, row }) => givenBy(changes, change, row, columns)));
  if (given.length < keys.length) return [];
  const nulls = nullColumns(relation, child, relations);
  const another: Way = {
    kind: 'pointElsewhere',
    label: referenceAnotherText(relation),
    changes,
    asks: { parent: { table: relation.parent.table, columns: relation.parent.columns }, places },
  };
  const others = parent.kind === 'table' ? [another] : [];
  if (nulls.length === 0) return others;
  const none: Way = {
    kind: 'setNull',
    label: leaveNullText(relation, nulls, rows),
    changes: changes.map((change, number) =>
      withNulls(
        change,
        nulls,
        places.filter((place) => place.change === number).map(({ row }) => row),
      ),
    ),
    asks: null,
  };
  return [none, ...others];
}

function withNulls(change: Change, columns: readonly string[], at: readonly (number | null)[]): Change {
  if (at.length === 0 || change.kind === 'delete') return change;
  const nulls = Object.fromEntries(columns.map((column) => [column, null]));
  if (change.kind === 'update') return { ...change, set: { ...change.set, ...nulls } };
  return { ...change, rows: change.rows.map((row, i) => (at.includes(i) ? { ...row, ...nulls } : row)) };
}

function givenBy(
  changes: readonly Change[],
  number: number,
  row: number | null,
  columns: readonly string[],
): readonly Value[] {
  const change = changes[number];
  if (change === undefined || change.kind === 'delete') return [];
  const given = change.kind === 'update' ? change.set : (change.rows[row ?? 0] ?? {});
  return columns.map((column) => given[column] ?? null);
}

function sameAsGiven(given: Row, column: string, value: Value): boolean {
  const own = given[column];
  return own !== undefined && sameValue(own, value);
}

function rowOf(columns: readonly string[], values: readonly Value[]): Row {
  return Object.fromEntries(columns.map((column, i) => [column, values[i] ?? null]));
}

function distinct(keys: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
}
