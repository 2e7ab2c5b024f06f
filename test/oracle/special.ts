import type { ReferentialAction } from '../../src-main/model/relation.ts';
import { type Fixture, relates, table } from './fixture.ts';
import {
  type Asked,
  all,
  insert,
  type NotApplicable,
  type Runnable,
  readsOnly,
  remove,
  removeWhere,
  unknown,
  update,
} from './operation.ts';
import { actionsOf, type OracleCase } from './oracle-case.ts';

/** The measured relations that are more than one parent table and one child table. */
const int = 'INT NOT NULL';

export function special(oracle: OracleCase): Runnable | NotApplicable {
  const { relation, operation } = oracle;
  if (relation === 'self') return runnable(selfFixture(oracle), selfOperations[operation]);
  if (relation === 'm-n implicit') return runnable(joined, joinOperations[operation]);
  if (relation.startsWith('diamond')) return runnable(diamond, [remove('XU', { id: 1 })]);
  if (relation.startsWith('overlapping')) return runnable(overlapping, overlapOperations[operation]);
  if (relation.startsWith('shared key chain')) return runnable(sharedKey, [remove('KB', { id: 1 })]);
  const chained = chains[relation];
  return chained === undefined
    ? unknown
    : runnable(chain(...chained), chainOperations(chained[0])[operation]);
}

function runnable(fixture: Fixture, asked: readonly Asked[] | NotApplicable | undefined) {
  if (asked === undefined) return unknown;
  return 'reason' in asked ? asked : { fixture, steps: [asked] };
}

function selfFixture(oracle: OracleCase): Fixture {
  const { onDelete, onUpdate } = actionsOf(oracle);
  const columns = { id: int, fk: onDelete === 'setDefault' ? 'INT DEFAULT 3' : 'INT' };
  return {
    tables: [
      table('C', columns, [
        [1, null],
        [2, 1],
        [3, 1],
        [4, 2],
      ]),
    ],
    relations: [relates('C', ['fk'], 'C', ['id'], onDelete, onUpdate)],
  };
}

const selfOperations: Readonly<Record<string, readonly Asked[]>> = {
  'create child with missing parent (scalar fk)': [insert('C', { id: 9, fk: 99 })],
  'update child fk scalar to missing parent': [update('C', { id: 4 }, { fk: 99 })],
  'delete root (has 2 levels of descendants)': [remove('C', { id: 1 })],
  'delete leaf': [remove('C', { id: 4 })],
  'deleteMany all rows': [removeWhere('C', all('id'))],
  'deleteMany whole subtree {1,2,3,4} by id': [remove('C', { id: 1 }, { id: 2 }, { id: 3 }, { id: 4 })],
  'deleteMany {2,4} (parent and its only child)': [remove('C', { id: 2 }, { id: 4 })],
  'update root id to new value': [update('C', { id: 1 }, { id: 7 })],
  'update row to point to itself': [update('C', { id: 1 }, { fk: 1 })],
};

const joined: Fixture = {
  tables: [
    table('Post', { id: int }, [[1], [2]]),
    table('Tag', { id: int }, [[10], [20]]),
    table(
      '_PostToTag',
      { A: int, B: int },
      [
        [1, 10],
        [1, 20],
        [2, 10],
      ],
      { primaryKey: ['A', 'B'] },
    ),
  ],
  relations: [
    relates('_PostToTag', ['A'], 'Post', ['id'], 'cascade', 'cascade'),
    relates('_PostToTag', ['B'], 'Tag', ['id'], 'cascade', 'cascade'),
  ],
};

const joinOperations: Readonly<Record<string, readonly Asked[] | NotApplicable>> = {
  'delete post': [remove('Post', { id: 1 })],
  'deleteMany posts': [remove('Post', { id: 1 })],
  'delete post after which tag reads posts': [remove('Post', { id: 1 })],
  'delete tag': [remove('Tag', { id: 10 })],
  'nested delete tag': [remove('Tag', { id: 10 })],
  'update post id': [update('Post', { id: 1 }, { id: 5 })],
  'nested connect existing tag': [insert('_PostToTag', { A: 2, B: 20 })],
  'nested disconnect tag': [remove('_PostToTag', { A: 1, B: 10 })],
  'nested disconnect not connected tag': [remove('_PostToTag', { A: 2, B: 20 })],
  'nested set []': [remove('_PostToTag', { A: 1, B: 10 }, { A: 1, B: 20 })],
  'READ tags include posts+_count after deleting post 1': readsOnly,
};

const chains: Readonly<Record<string, readonly [string, ReferentialAction]>> = {
  'chain G-Cascade->M-Cascade->L': ['Cas', 'cascade'],
  'chain G-Cascade->M-Restrict->L': ['Res', 'restrict'],
  'chain G-Cascade->M-SetNull->L': ['Nul', 'setNull'],
};

function chain(name: string, onDelete: ReferentialAction): Fixture {
  const three = [
    [1, 1],
    [2, 2],
    [3, 3],
  ];
  return {
    tables: [
      table(`G${name}`, { id: int }, [[1], [2]]),
      table(`M${name}`, { id: int, gid: int }, [
        [1, 1],
        [2, 1],
        [3, 2],
      ]),
      table(`L${name}`, { id: int, mid: onDelete === 'setNull' ? 'INT' : int }, three),
    ],
    relations: [
      relates(`M${name}`, ['gid'], `G${name}`, ['id'], 'cascade', 'cascade'),
      relates(`L${name}`, ['mid'], `M${name}`, ['id'], onDelete, 'cascade'),
    ],
  };
}

function chainOperations(name: string): Readonly<Record<string, readonly Asked[]>> {
  const rekeyed = [update(`M${name}`, { id: 3 }, { id: 33 })];
  const gone = [remove(`M${name}`, { id: 3 })];
  return {
    'delete grandparent': [remove(`G${name}`, { id: 1 })],
    'deleteMany grandparents': [removeWhere(`G${name}`, all('id'))],
    'update grandparent id': [update(`G${name}`, { id: 1 }, { id: 9 })],
    'nested: grandparent update ms.updateMany id (changes key referenced by L)': rekeyed,
    'nested: grandparent update ms.update id (changes key referenced by L)': rekeyed,
    'nested: grandparent update ms.delete': gone,
    'nested: grandparent update ms.deleteMany': gone,
  };
}

const diamond: Fixture = {
  tables: [
    table('XU', { id: int }, [[1], [2]]),
    table('XP', { id: int, uid: int }, [[1, 1]]),
    table('XC', { id: int, pid: int, uid: int }, [[1, 1, 1]]),
  ],
  relations: [
    relates('XP', ['uid'], 'XU', ['id'], 'cascade', 'cascade'),
    relates('XC', ['pid'], 'XP', ['id'], 'cascade', 'cascade'),
    relates('XC', ['uid'], 'XU', ['id'], 'restrict', 'cascade'),
  ],
};

const overlapping: Fixture = {
  tables: [
    table('OT', { id: int }, [[1], [2]]),
    table(
      'OC',
      { tid: int, id: int },
      [
        [1, 1],
        [2, 1],
      ],
      { primaryKey: ['tid', 'id'] },
    ),
    table('OO', { id: int, tid: 'INT', cid: 'INT' }, [
      [1, 1, 1],
      [2, 1, null],
      [3, 2, 1],
    ]),
  ],
  relations: [
    relates('OC', ['tid'], 'OT', ['id'], 'cascade', 'cascade'),
    relates('OO', ['tid'], 'OT', ['id'], 'setNull', 'cascade'),
    relates('OO', ['tid', 'cid'], 'OC', ['tid', 'id'], 'setNull', 'cascade'),
  ],
};

const overlapOperations: Readonly<Record<string, readonly Asked[]>> = {
  'delete customer (1,1) [SetNull on composite]': [remove('OC', { tid: 1, id: 1 })],
  'delete tenant 1': [remove('OT', { id: 1 })],
  'update tenant id 1->9': [update('OT', { id: 1 }, { id: 9 })],
  'update order tid -> missing tenant': [update('OO', { id: 2 }, { tid: 99 })],
};

/** KC references a column of KB that is itself a reference. */
const sharedKey: Fixture = {
  tables: [
    table('KA', { id: int }, [[1]]),
    table('KB', { id: int, k: 'INT' }, [[1, 1]], { uniques: [['k']] }),
    table('KC', { id: int, k: 'INT' }, [[1, 1]]),
  ],
  relations: [
    relates('KB', ['k'], 'KA', ['id'], 'setNull', 'cascade'),
    relates('KC', ['k'], 'KB', ['k'], 'restrict', 'cascade'),
  ],
};
