import type { Column, Table } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import { allKeys, sameTable, tableKey } from '../model/identity.ts';
import type { Blocker } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';
import type { FoundRows, ParentEvent, Reach, RowSets } from '../model/row-sets.ts';
import type { Row } from '../model/value.ts';
import { actionRules } from './actions/index.ts';
import {
  contradictionText,
  duplicateText,
  generatedText,
  notNullableText,
  parentMissingText,
  requiredText,
  stillReferencedText,
  unidentifiedText,
} from './blocker-text.ts';
import { fillsItself, newRows } from './new-rows.ts';
import type { Reached, SetBy } from './reached.ts';
import type { Offers } from './ways/offers.ts';

type Parts = {
  readonly changes: readonly Change[];
  readonly tables: readonly Table[];
  /** With their effective actions. */
  readonly relations: readonly Relation[];
  /** As declared, for the words that people know. */
  readonly declared: readonly Relation[];
  readonly sets: RowSets;
  readonly reached: Reached;
  readonly askedDeletes: readonly number[];
  readonly offers: Offers;
};

/** All that forbids the outcome, with the rows. Only what was reached is looked at: no query for anything else. */
export async function findBlockers(parts: Parts): Promise<readonly Blocker[]> {
  const { reached, sets, offers } = parts;
  const blockers: Blocker[] = [];
  const add = async (
    blocker: Omit<Blocker, 'count' | 'exact' | 'sample' | 'ways'>,
    rows: FoundRows,
    findWays: () => Promise<Blocker['ways']> | Blocker['ways'] = () => [],
  ) => {
    if (rows.count > 0) blockers.push({ ...blocker, ...rows, ways: await findWays() });
  };

  for (const { relation, event } of reached.unidentified) {
    const rows = await sets.referencing({ relation, event }, []);
    const { table } = relation.child;
    await add(
      { rule: 'noKey', relation: relation.id, table, message: unidentifiedText(relation, rows) },
      rows,
    );
  }
  for (const reach of events(parts)) {
    const { relation, event } = reach;
    const { blocks } = actionRules[event === 'delete' ? relation.onDelete : relation.onUpdate];
    if (blocks === null) continue;
    const rows =
      blocks === 'atOnce'
        ? await sets.referencing(reach, [...parts.askedDeletes, ...reached.answered])
        : await sets.leftBehind(reach);
    const declared = parts.declared.find(({ id }) => id === relation.id) ?? relation;
    const message = stillReferencedText({ relation: declared, event }, rows);
    const blocker = {
      rule: 'stillReferenced',
      relation: relation.id,
      table: relation.child.table,
      message,
    } as const;
    await add(blocker, rows, () => offers.references(reach, blocks === 'atOnce' ? rows : undefined));
  }
  for (const { relation, column, rows } of reached.contradictions) {
    const message = contradictionText(relation, column, rows);
    await add(
      { rule: 'actionUnsupported', relation: relation.id, table: relation.child.table, message },
      rows,
    );
  }
  for (const { table, column, by } of setColumns(parts)) {
    if (column.nullable || !by.some((one) => mayBeNull(one, column))) continue;
    const rows = await sets.nulled(table, column.name);
    const relation = by.find((one) => mayBeNull(one, column))?.relation ?? null;
    const rule = by.some(({ value }) => value === 'default') ? 'noDefault' : 'notNullable';
    const message = notNullableText(table, column, relation, rule, rows);
    await add({ rule, relation: relation?.id ?? null, table, message }, rows, () =>
      relation === null ? [] : offers.references({ relation, event: eventOn(relation, reached) }),
    );
  }
  for (const [relation, row] of generatedReferences(parts)) {
    const { table } = relation.child;
    const rows = { count: 1, exact: true, sample: [row] };
    await add(
      { rule: 'parentMissing', relation: relation.id, table, message: generatedText(relation) },
      rows,
    );
  }
  for (const rows of byColumn(missingValues(parts))) {
    const [first] = rows;
    if (first === undefined) continue;
    const [table, , column] = first;
    const sample = rows.slice(0, 20).map(([, row]) => row);
    const message = requiredText(table, column);
    const blocker = { rule: 'notNullable', relation: null, table, message } as const;
    await add(blocker, { count: rows.length, exact: true, sample });
  }
  for (const relation of parts.relations) {
    if (!mayMissParent(parts, relation)) continue;
    const rows = await sets.parentMissing(relation);
    const message = parentMissingText(relation, rows);
    const blocker = {
      rule: 'parentMissing',
      relation: relation.id,
      table: relation.child.table,
      message,
    } as const;
    await add(blocker, rows, () => offers.missingParents(relation, rows));
  }
  for (const table of parts.tables) {
    const columns = reached.set.get(tableKey(table));
    const inserted = isInserted(parts.changes, table);
    if (columns === undefined && !inserted) continue;
    for (const key of allKeys(table)) {
      if (!inserted && !key.columns.some((column) => columns?.has(column))) continue;
      const rows = await sets.duplicates(table, key);
      await add({ rule: 'unique', relation: null, table, message: duplicateText(table, key, rows) }, rows);
    }
  }
  return blockers;
}

/** The relations whose parents were reached, with what happened there. */
function events({ relations, reached }: Parts): readonly Reach[] {
  return relations.flatMap((relation) => {
    const parent = tableKey(relation.parent.table);
    const rekeyed = relation.parent.columns.some((column) => reached.set.get(parent)?.has(column));
    const reaches: Reach[] = [];
    if (reached.deleted.has(parent)) reaches.push({ relation, event: 'delete' });
    if (rekeyed) reaches.push({ relation, event: 'update' });
    return reaches;
  });
}

function eventOn({ parent }: Relation, { deleted }: Reached): ParentEvent {
  return deleted.has(tableKey(parent.table)) ? 'delete' : 'update';
}

function setColumns({ tables, reached }: Parts) {
  return tables.flatMap((table) => {
    const set = reached.set.get(tableKey(table));
    if (set === undefined) return [];
    return table.columns.flatMap((column) => {
      const by = set.get(column.name);
      return by === undefined ? [] : [{ table, column, by }];
    });
  });
}

function mayBeNull({ value }: SetBy, column: Column): boolean {
  return (
    value === 'null' ||
    value === 'givenNull' ||
    value === 'parentKey' ||
    (value === 'default' && column.default === null)
  );
}

/** A relation is kept by its own cascade, and by NULL; anything else that is written must find a parent. */
function mayMissParent({ changes, reached }: Parts, relation: Relation): boolean {
  const { table, columns } = relation.child;
  if (isInserted(changes, table)) return true;
  const by = columns.flatMap((column) => reached.set.get(tableKey(table))?.get(column) ?? []);
  return by.some(({ relation: setter, value }) => {
    if (value === 'null' || value === 'givenNull') return relation.match === 'full';
    return value !== 'parentKey' || setter?.id !== relation.id;
  });
}

function isInserted(changes: readonly Change[], table: { schema: string; name: string }): boolean {
  return changes.some((change) => change.kind === 'insert' && tableKey(change.table) === tableKey(table));
}

/** New rows that reference a parent by a number that the database is yet to give them. */
function generatedReferences({ changes, tables, relations }: Parts): readonly (readonly [Relation, Row])[] {
  return relations.flatMap((relation) => {
    const { table: ref, columns } = relation.child;
    const table = tables.find((candidate) => sameTable(candidate, ref));
    const numbered = (table?.columns ?? []).filter(
      ({ name, identity }) => identity !== null && columns.includes(name),
    );
    if (numbered.length === 0) return [];
    return changes.flatMap((change) => {
      if (change.kind !== 'insert' || !sameTable(change.table, ref)) return [];
      const awaited = (change.references ?? []).filter((one) => one.relation === relation.id);
      const open = change.rows.filter(
        (row, at) =>
          numbered.some(({ name }) => (row[name] ?? null) === null) && !awaited.some((one) => one.row === at),
      );
      const others = columns.filter((name) => numbered.every((one) => one.name !== name));
      return open
        .filter((row) => relation.match === 'full' || others.every((name) => !staysNull(table, row, name)))
        .map((row) => [relation, row] as const);
    });
  });
}

/** Whether a new row has NULL in a column, as given or for want of a default. */
function staysNull(table: Table | undefined, row: Row, name: string): boolean {
  const column = table?.columns.find((candidate) => candidate.name === name);
  return row[name] === null || (row[name] === undefined && column?.default === null);
}

function byColumn<T extends readonly [Table, Row, Column]>(missing: readonly T[]): Iterable<readonly T[]> {
  return Map.groupBy(missing, ([table, , { name }]) => `${tableKey(table)} ${name}`).values();
}

/** Values that a row to insert lacks although its table demands them. */
function missingValues({ changes, tables, relations }: Parts): readonly (readonly [Table, Row, Column])[] {
  return newRows(changes, relations).flatMap(({ table: ref, row, awaits }) => {
    const table = tables.find((candidate) => sameTable(candidate, ref));
    if (table === undefined) return [];
    return table.columns.flatMap((column) => {
      const given = row[column.name];
      const lacks = given === undefined ? !fillsItself(column) : given === null && column.identity === null;
      const comes = column.nullable || awaits.some((one) => one.column === column.name);
      return lacks && !comes ? [[table, row, column] as const] : [];
    });
  });
}
