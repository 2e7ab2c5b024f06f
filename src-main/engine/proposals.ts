import type { Column, Table } from '../model/catalog.ts';
import { sameTable } from '../model/identity.ts';
import type { Proposal, Relation, RelationSide } from '../model/relation.ts';

/** So many columns are proposed for one that is gone. */
const most = 3;

export function forget(relation: string): Proposal {
  return { kind: 'forget', relation, label: 'Forget this relation' };
}

export function adopt(relation: string): Proposal {
  return { kind: 'adopt', relation, label: 'Take it over into the relation file' };
}

/**
 * What could become of a relation of the file of which one column is gone: the columns of the same table and type that no
 * other relation uses, those with a like name first, and forgetting it.
 */
export function proposalsFor(
  relation: Relation,
  tables: readonly Table[],
  others: readonly Relation[],
): readonly Proposal[] {
  return [
    ...(['child', 'parent'] as const).flatMap((side) => repoints(relation, side, tables, others)),
    forget(relation.id),
  ];
}

function repoints(
  relation: Relation,
  side: 'child' | 'parent',
  tables: readonly Table[],
  others: readonly Relation[],
): Proposal[] {
  const table = tables.find((candidate) => sameTable(candidate, relation[side].table));
  const opposite = side === 'child' ? relation.parent : relation.child;
  const gone = relation[side].columns.filter((name) => columnOf(tables, relation[side], name) === undefined);
  const [name, ...more] = gone;
  if (table === undefined || name === undefined || more.length > 0) return [];
  const place = relation[side].columns.indexOf(name);
  const counterpart = columnOf(tables, opposite, opposite.columns[place] ?? '');
  if (counterpart === undefined) return [];
  const used = new Set(
    others
      .filter((other) => other.id !== relation.id && sameTable(other.child.table, table))
      .flatMap((other) => other.child.columns),
  );
  const isFree = (column: string) =>
    side === 'child' ? !used.has(column) && !isKey(table, column) : isKey(table, column);
  return table.columns
    .filter((column) => fits(column, counterpart) && isFree(column.name))
    .filter((column) => !relation[side].columns.includes(column.name))
    .toSorted((a, b) => likeness(b.name, name) - likeness(a.name, name))
    .slice(0, most)
    .map(({ name: column }): Proposal => {
      const columns = relation[side].columns.map((each) => (each === name ? column : each));
      const sides = {
        child: relation.child,
        parent: relation.parent,
        [side]: { table: relation[side].table, columns },
      };
      return {
        kind: 'repoint',
        relation: relation.id,
        ...sides,
        label: `Use column ${column} instead of ${name}`,
      };
    });
}

function columnOf(tables: readonly Table[], side: RelationSide, name: string): Column | undefined {
  return tables.find((table) => sameTable(table, side.table))?.columns.find((column) => column.name === name);
}

function fits(column: Column, counterpart: Column): boolean {
  return (
    column.generated === null &&
    (column.type === counterpart.type || (column.kind === counterpart.kind && column.kind !== 'other'))
  );
}

function isKey({ primaryKey, uniqueKeys }: Table, column: string): boolean {
  return [primaryKey, ...uniqueKeys].some((key) => key?.columns.length === 1 && key.columns[0] === column);
}

/** From 0 to 1: the share of pairs of letters that both names have. */
function likeness(a: string, b: string): number {
  const pairs = (name: string) => {
    const letters = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    return new Set(
      Array.from({ length: Math.max(letters.length - 1, 1) }, (_, i) => letters.slice(i, i + 2)),
    );
  };
  const [first, second] = [pairs(a), pairs(b)];
  const both = [...first].filter((pair) => second.has(pair)).length;
  return (2 * both) / (first.size + second.size);
}
