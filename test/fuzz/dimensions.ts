import type { EngineWords } from './engine-words.ts';
import { type FuzzCase, type FuzzChange, type FuzzKey, fuzzCase } from './fuzz-case.ts';

/** What random cases should hold: of schemas, and of sets of changes. */
const ofSchemas: Readonly<Record<string, (fuzz: FuzzCase) => boolean>> = {
  'a table that references itself': ({ keys }) => keys.some(({ child, parent }) => child === parent),
  'a cycle of tables': ({ keys }) => keys.some((key) => key.child !== key.parent && reaches(keys, key)),
  'two ways to one table': ({ keys }) => keys.some((key) => keys.some((other) => sameChild(key, other))),
  'overlapping keys': ({ keys }) =>
    keys.some((key) => keys.some((other) => sameChild(key, other) && shares(key, other))),
  'a composite key': ({ keys }) => keys.some(({ columns }) => columns.length > 1),
  'a composite primary key': ({ tables }) => tables.some(({ uniques }) => uniques[0]?.length === 2),
  'a partly null reference': ({ keys, rows }) =>
    keys.some(({ child, columns }) =>
      (rows[child.name] ?? []).some((row) => {
        const nulls = columns.filter((column) => row[column] === null).length;
        return nulls > 0 && nulls < columns.length;
      }),
    ),
  'a unique key that is not the primary key': ({ keys }) =>
    keys.some(({ parent, parentColumns }) => parentColumns.join() !== parent.uniques[0]?.join()),
  'text that ignores case': ({ text }) => text,
  'set default': ({ keys }) =>
    keys.some(({ onDelete, onUpdate }) => [onDelete, onUpdate].includes('setDefault')),
  'MATCH FULL': ({ keys }) => keys.some(({ full }) => full),
  'a deferred key': ({ keys }) => keys.some(({ deferred }) => deferred),
  'columns of SET NULL or SET DEFAULT': ({ keys }) => keys.some(({ setColumns }) => setColumns !== null),
  'keys made by the database': ({ tables }) => tables.some(({ kept }) => kept === 'numbered'),
};

const ofChanges: Readonly<Record<string, (changes: readonly FuzzChange[]) => boolean>> = {
  'several changes': (changes) => changes.length > 1,
  'an update and a delete of one table': (changes) =>
    changes.some((one) => changes.some((other) => isPair(one, other))),
  'several new rows': (changes) =>
    changes.some((change) => change.kind === 'insert' && change.rows.length > 1),
  'a new row without its key': (changes) =>
    changes.some((change) => change.kind === 'insert' && change.rows.some((row) => !('id' in row))),
  'rows by a filter': (changes) =>
    changes.some((change) => change.kind !== 'insert' && 'column' in change.where),
  'the value that was there': (changes) => changes.some(setsTheSame),
};

/** The share of random cases that hold each. */
export function sharesOf(words: EngineWords, first: number, schemas: number): string {
  const cases = Array.from({ length: schemas }, (_, i) => fuzzCase(first + i, words));
  const sets = cases.flatMap(({ changes }) => changes);
  const line = (name: string, found: number, all: number) =>
    `  ${((100 * found) / all).toFixed(1).padStart(5)} % ${name}`;
  return [
    `Of ${cases.length} schemas:`,
    ...Object.entries(ofSchemas).map(([name, holds]) => line(name, cases.filter(holds).length, cases.length)),
    `Of ${sets.length} cases:`,
    ...Object.entries(ofChanges).map(([name, holds]) => line(name, sets.filter(holds).length, sets.length)),
  ].join('\n');
}

/** Whether a key leads round a circle of tables, or of one. */
export function reaches(keys: readonly FuzzKey[], start: FuzzKey): boolean {
  const seen = new Set([start.child]);
  for (const table of seen) for (const { child, parent } of keys) if (parent === table) seen.add(child);
  return seen.has(start.parent);
}

function sameChild(a: FuzzKey, b: FuzzKey): boolean {
  return a !== b && a.child === b.child;
}

function shares(a: FuzzKey, b: FuzzKey): boolean {
  return a.columns.join() !== b.columns.join() && a.columns.some((column) => b.columns.includes(column));
}

function isPair(a: FuzzChange, b: FuzzChange): boolean {
  return a.kind === 'update' && b.kind === 'delete' && a.table === b.table;
}

/** As far as the change alone tells: it names the column by which it finds its rows. */
function setsTheSame(change: FuzzChange): boolean {
  if (change.kind !== 'update' || !('column' in change.where)) return false;
  const { column, value } = change.where;
  return column in change.set && change.set[column] === value;
}
