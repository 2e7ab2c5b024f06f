import type { Column, ColumnKind, Table } from '../../model/catalog.ts';
import { allKeys, relationId, sameTable } from '../../model/identity.ts';
import type { RelationModel, RelationSide } from '../../model/relation.ts';
import type { EvidenceRule } from '../../model/suggestion.ts';
import { comparableKinds } from '../comparable-kinds.ts';
import {
  beginAlike,
  endsWith,
  isMarked,
  sameThing,
  speaksOfOwnTable,
  subjectOf,
  tableWords,
  wordsOf,
} from './words.ts';

export type Candidate = {
  readonly child: RelationSide;
  readonly parent: RelationSide;
  readonly evidence: EvidenceRule;
  /** How likely it is by what is known without its rows, from 0 to 1. */
  readonly likely: number;
};

const likely: Readonly<Record<EvidenceRule, number>> = {
  namesTable: 0.85,
  sameColumns: 0.8,
  namesPart: 0.65,
  namesOwnTable: 0.65,
  alike: 0.4,
  sameType: 0.15,
};

/** What rows are told apart by; nobody references by a date or a fraction. */
const keyKinds: ReadonlySet<ColumnKind> = new Set(['integer', 'decimal', 'text', 'uuid', 'enum', 'other']);

type End = { readonly table: Table; readonly columns: readonly Column[] };

/** Pairs of columns and keys that could be relations, the likeliest first; none of what is a relation already. */
export function candidates({
  tables,
  relations,
}: Pick<RelationModel, 'tables' | 'relations'>): readonly Candidate[] {
  const own = tables.filter(({ kind }) => kind === 'table');
  const keys = own.flatMap(keysOf);
  const known = new Set(relations.map(({ child }) => sideKey(child.table, child.columns)));
  const found = keys.flatMap((parent) =>
    own.flatMap((table) => {
      const child =
        parent.columns.length === 1 ? table.columns.map((column) => [column]) : sameNamed(table, parent);
      return child.flatMap((columns) => {
        if (
          known.has(
            sideKey(
              table,
              columns.map(({ name }) => name),
            ),
          )
        )
          return [];
        const evidence = evidenceOf({ table, columns }, parent);
        if (evidence === null) return [];
        const sides = { child: sideOf({ table, columns }), parent: sideOf(parent) };
        return { ...sides, evidence, likely: likely[evidence] };
      });
    }),
  );
  return found.toSorted((a, b) => b.likely - a.likely || (idOf(a) < idOf(b) ? -1 : 1));
}

function evidenceOf(child: End, parent: End): EvidenceRule | null {
  const [column, ...more] = child.columns;
  const [key] = parent.columns;
  const self = sameTable(child.table, parent.table);
  const fits = child.columns.every((one, place) => fitsKind(one, parent.columns[place]));
  if (column === undefined || key === undefined || !fits || (self && column.name === key.name)) return null;
  if (more.length > 0) return self ? null : 'sameColumns';
  const isKey = keysOf(child.table).some(
    ({ columns }) => columns.length === 1 && columns[0]?.name === column.name,
  );
  const subject = subjectOf(column.name);
  const table = tableWords(parent.table.name);
  const named = subject.length > 0 && column.name.toLowerCase() !== key.name.toLowerCase();
  const isPrimary = parent.table.primaryKey?.columns[0] === key.name;
  if (sameThing(subject, table) && subject.length > 0 && (isPrimary || sameColumn(column, key)))
    return self ? null : 'namesTable';
  if (sameColumn(column, key) && !self && isPrimary) return 'sameColumns';
  // Any two tables that are numbered from 1 seem to reference each other.
  if (isKey || !isPrimary) return null;
  if (self && (speaksOfOwnTable(subject) || endsWith(subject, table))) return 'namesOwnTable';
  if (!self && named && (endsWith(subject, table) || endsWith(table, subject))) return 'namesPart';
  if (!self && named && beginAlike(subject, table) && column.kind === key.kind) return 'alike';
  const alikeTypes = column.type === key.type || (column.kind === key.kind && column.kind !== 'text');
  return isMarked(column.name) && alikeTypes && column.kind !== 'other' ? 'sameType' : null;
}

/** A name that says more than that it is a key. */
function sameColumn(a: Column, b: Column): boolean {
  return wordsOf(a.name).join(' ') === wordsOf(b.name).join(' ') && subjectOf(a.name).length > 0;
}

function fitsKind(column: Column, key: Column | undefined): boolean {
  if (key === undefined || !keyKinds.has(column.kind)) return false;
  return comparableKinds(column.kind, key.kind);
}

function keysOf(table: Table): readonly End[] {
  return allKeys(table).flatMap(({ columns: names }) => {
    const columns = names.flatMap((name) => table.columns.find((column) => column.name === name) ?? []);
    return columns.length === names.length && columns.every(({ kind }) => keyKinds.has(kind))
      ? [{ table, columns }]
      : [];
  });
}

/** Columns called like those of the key, of which some may say whose they are: `order_line` for `line` of an order. */
function sameNamed(table: Table, { columns }: End): readonly (readonly Column[])[] {
  const named = columns.flatMap(
    (key) =>
      table.columns.find((column) => sameColumn(column, key)) ??
      table.columns.find((column) => endsWith(wordsOf(column.name), wordsOf(key.name))) ??
      [],
  );
  const exact = columns.some((key) => named.some((column) => sameColumn(column, key)));
  return exact && new Set(named).size === columns.length ? [named] : [];
}

function sideOf({ table: { schema, name }, columns }: End): RelationSide {
  return { table: { schema, name }, columns: columns.map((column) => column.name) };
}

function idOf({ child, parent }: Candidate): string {
  return relationId(child, parent);
}

function sideKey(table: RelationSide['table'], columns: readonly string[]): string {
  return JSON.stringify([table.schema, table.name, ...columns]);
}
