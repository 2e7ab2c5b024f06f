import type { Row } from '../../src-main/model/value.ts';
import { type Fixture, type FixtureTable, relates, table } from './fixture.ts';
import {
  type Asked,
  all,
  connectedCheck,
  insert,
  type NotApplicable,
  type Runnable,
  remove,
  removeWhere,
  unknown,
  update,
} from './operation.ts';
import { actionsOf, type OracleCase } from './oracle-case.ts';

/** One parent table P and one child table C, in the four kinds that were measured. */
type Kind = {
  readonly parent: FixtureTable;
  readonly parentColumns: readonly string[];
  readonly childColumns: readonly string[];
  /** Whether a parent has one child at most. */
  readonly single: boolean;
  readonly childRows: (required: boolean) => FixtureTable['rows'];
  /** What identifies the first, second, and third parent for a change. */
  readonly key: (number: 1 | 2 | 3) => Row;
  /** The new values of the referenced columns that "7", "+ 10" and so on mean. */
  readonly rekeyed: (value: number) => Row;
  /** References to an existing parent, to none, and none at all. */
  readonly to: (value: 1 | 2 | 3 | 8 | 99 | null) => Row;
  readonly newParent: Row;
};

const int = 'INT NOT NULL';
const plain: Kind = {
  parent: table(
    'P',
    { id: int, note: 'INT' },
    [
      [1, 0],
      [2, 0],
      [3, 0],
    ],
    { shown: ['id'] },
  ),
  parentColumns: ['id'],
  childColumns: ['fk'],
  single: false,
  childRows: (required) => [[1, 1], [2, 1], [3, 2], ...(required ? [] : [[4, null]])],
  key: (id) => ({ id }),
  rekeyed: (id) => ({ id }),
  to: (fk) => ({ fk }),
  newParent: { id: 8 },
};
const kinds: Readonly<Record<string, Kind>> = {
  '1n': plain,
  '11': {
    ...plain,
    single: true,
    childRows: (required) => [[1, 1], [2, 2], ...(required ? [] : [[4, null]])],
  },
  '1n-unique': {
    ...plain,
    parent: table(
      'P',
      { id: int, u: int, note: 'INT' },
      [
        [101, 1, 0],
        [102, 2, 0],
        [103, 3, 0],
      ],
      {
        shown: ['id', 'u'],
        uniques: [['u']],
      },
    ),
    parentColumns: ['u'],
    key: (number) => ({ id: 100 + number }),
    rekeyed: (u) => ({ u }),
    newParent: { id: 108, u: 8 },
  },
  '1n-composite': {
    ...plain,
    parent: table(
      'P',
      { a: int, b: int, note: 'INT' },
      [
        [1, 1, 0],
        [1, 2, 0],
        [3, 3, 0],
      ],
      {
        shown: ['a', 'b'],
        primaryKey: ['a', 'b'],
      },
    ),
    parentColumns: ['a', 'b'],
    childColumns: ['fa', 'fb'],
    childRows: (required) => [
      [1, 1, 1],
      [2, 1, 1],
      [3, 1, 2],
      ...(required
        ? []
        : [
            [4, null, null],
            [5, 1, null],
          ]),
    ],
    key: (number) => ({ a: number === 3 ? 3 : 1, b: number }),
    rekeyed: (b) => ({ b }),
    to: (value) => (value === 1 || value === 2 ? { fa: 1, fb: value } : { fa: value, fb: value }),
    newParent: { a: 8, b: 8 },
  },
};

export function measured(oracle: OracleCase): Runnable | NotApplicable {
  const kind = kinds[oracle.relation];
  if (kind === undefined) return unknown;
  const asked = operations(kind)[oracle.operation];
  if (asked === undefined) return unknown;
  return 'reason' in asked ? asked : { fixture: fixtureOf(kind, oracle), steps: [asked] };
}

function fixtureOf(kind: Kind, oracle: OracleCase): Fixture {
  const { onDelete, onUpdate } = actionsOf(oracle);
  const required = oracle.required === true;
  const usesDefault = onDelete === 'setDefault' || onUpdate === 'setDefault';
  const type = `INT${required ? ' NOT NULL' : ''}${usesDefault ? ' DEFAULT 3' : ''}`;
  const columns = Object.fromEntries(kind.childColumns.map((column) => [column, type]));
  const child = table('C', { id: int, ...columns }, kind.childRows(required), {
    uniques: kind.single ? [kind.childColumns] : [],
  });
  const relation = relates('C', kind.childColumns, 'P', kind.parentColumns, onDelete, onUpdate);
  return { tables: [kind.parent, child], relations: [relation] };
}

function operations(kind: Kind): Readonly<Record<string, readonly Asked[] | NotApplicable>> {
  const { key, rekeyed, to } = kind;
  const missing = [insert('C', { id: 9, ...to(99) })];
  const toMissing = [update('C', { id: 1 }, to(99))];
  const newKey = [update('P', key(1), rekeyed(7))];
  const plusTen = [update('P', key(1), rekeyed(11))];
  const deleted = [remove('P', key(1))];
  const cut = [update('C', { id: 1 }, to(null))];
  const children = kind.single ? [1] : [1, 2];
  return {
    'create child with missing parent (scalar fk)': missing,
    'createMany child with missing parent': [insert('C', { id: 9, ...to(3) }, { id: 10, ...to(99) })],
    'create child with nested connect to missing parent': missing,
    'create child with nested create of parent': [
      insert('C', { id: 9, ...to(8) }),
      insert('P', kind.newParent),
    ],
    'update child fk scalar to missing parent': toMissing,
    'updateMany child fk to missing parent': toMissing,
    'upsert child (update branch) fk to missing parent': toMissing,
    'upsert child (create branch) fk to missing parent': missing,
    'update child connect missing parent': toMissing,
    'update child fk scalar to other existing parent': [update('C', { id: 1 }, to(3))],
    'update child disconnect parent': cut,
    'update child nested parent update key': newKey,
    'update child nested parent delete': deleted,
    'update parent key to new value': newKey,
    'updateMany parent key to new value': newKey,
    'upsert parent (update branch) key to new value': newKey,
    'update parent key to same value': [update('P', key(1), rekeyed(1))],
    'update parent key to value of another parent (clash)': [update('P', key(1), rekeyed(2))],
    'update parent key without children to new value': [update('P', key(3), rekeyed(7))],
    'update parent key by increment 10': plusTen,
    'updateMany parents key increment 10 limit 1': plusTen,
    'update parent non-key field': [update('P', key(1), { note: 5 })],
    'delete parent with children': deleted,
    'deleteMany parents limit 1': deleted,
    'delete parent without children': [remove('P', key(3))],
    'delete missing parent': [
      remove(
        'P',
        ...Object.keys(key(1))
          .slice(0, 1)
          .map(() => missingKey(kind)),
      ),
    ],
    'deleteMany parents (all)': [removeWhere('P', all(Object.keys(key(1))[0] ?? ''))],
    'delete child': [remove('C', { id: 1 })],
    'update parent nested children deleteMany': [remove('C', ...children.map((id) => ({ id })))],
    'update parent nested children set []': children.map((id) => update('C', { id }, to(null))),
    'update parent nested child disconnect': cut,
    'update parent nested child delete': [remove('C', { id: 1 })],
    'update parent nested child delete (not connected)': connectedCheck,
    'update parent nested connect child of other parent': [update('C', { id: 1 }, to(3))],
    'update parent nested connect missing child': [update('C', { id: 99 }, to(1))],
    'update parent nested connect child of other parent (parent has child)': [
      ...cut,
      update('C', { id: 2 }, to(1)),
    ],
    'update parent nested create child when one exists': [...cut, insert('C', { id: 9, ...to(1) })],
  };
}

function missingKey({ key }: Kind): Row {
  return Object.fromEntries(Object.keys(key(1)).map((column) => [column, 99]));
}
