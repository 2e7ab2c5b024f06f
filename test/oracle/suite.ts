import { type Fixture, relates, table } from './fixture.ts';
import {
  type Asked,
  insert,
  type NotApplicable,
  type Runnable,
  remove,
  removeWhere,
  unknown,
  update,
} from './operation.ts';
import { actionsOf, type OracleCase } from './oracle-case.ts';

/** Prisma's functional suites on one-to-one, one-to-many and explicit many-to-many relations. */

const text = 'VARCHAR(40) NOT NULL';
const enabled = { enabled: 'INT' };

export function suite(oracle: OracleCase): Runnable | NotApplicable {
  const { relation, operation, fixture = '' } = oracle;
  if (fixture.startsWith('users 1,3;')) return withDefault(oracle);
  if (relation === '1-1' && fixture.startsWith('users'))
    return runnable(pair('Profile', 'userId', true, oracle), profileOperations[operation], operation);
  if (relation === '1-n' && fixture.startsWith('users'))
    return runnable(pair('Post', 'authorId', false, oracle), postOperations[operation], operation);
  if (relation === 'm-n explicit (join model)')
    return runnable(joinModel(oracle), joinOperations[operation], operation);
  if (relation.startsWith('chain Alice')) return alice(oracle);
  return unknown;
}

type Steps = readonly (readonly Asked[])[];

function runnable(fixture: Fixture, steps: Steps | undefined, operation: string): Runnable | NotApplicable {
  if (steps === undefined) return unknown;
  const empty = /empty tables|→ join →/.test(operation);
  const tables = empty ? fixture.tables.map((each) => ({ ...each, rows: [] })) : fixture.tables;
  return { fixture: { ...fixture, tables }, steps };
}

function pair(child: string, reference: string, single: boolean, oracle: OracleCase): Fixture {
  const { onDelete, onUpdate } = actionsOf(oracle);
  const posts = ['1-post-a', '1-post-b', '2-post-a', '2-post-b'].map((id) => [id, id.slice(0, 1), 0]);
  const rows = single
    ? [
        ['1', '1', 0],
        ['2', '2', 0],
      ]
    : posts;
  return {
    tables: [
      table(
        'User',
        { id: text, ...enabled },
        [
          ['1', 0],
          ['2', 0],
        ],
        { shown: ['id'] },
      ),
      table(child, { id: text, [reference]: text, ...enabled }, rows, {
        shown: ['id', reference],
        uniques: single ? [[reference]] : [],
      }),
    ],
    relations: [relates(child, [reference], 'User', ['id'], onDelete, onUpdate)],
  };
}

const userKey = (id: string, to: string) => [[update('User', { id }, { id: to })]];
const both = { column: 'id', op: 'notNull' } as const;

const profileOperations: Readonly<Record<string, Steps>> = {
  'create profile {id 1,userId 1} on empty tables': [[insert('Profile', { id: '1', userId: '1' })]],
  'create profile without userId': [[insert('Profile', { id: '1' })]],
  'create user 1 with nested profile 1 (empty tables)': [
    [insert('User', { id: '1' }), insert('Profile', { id: '1', userId: '1' })],
  ],
  'update user 1 set enabled=true': [[update('User', { id: '1' }, { enabled: 1 })]],
  'update profile 1 set enabled=true': [[update('Profile', { id: '1' }, { enabled: 1 })]],
  'upsert profile where id 1 update id→3': [[update('Profile', { id: '1' }, { id: '3' })]],
  'update profile 1 set id=3': [[update('Profile', { id: '1' }, { id: '3' })]],
  'create user 3; update user 3 connect profile 2': [
    [insert('User', { id: '3' })],
    [update('Profile', { id: '2' }, { userId: '3' })],
  ],
  'update user 1 nested profile.update id=4': [[update('Profile', { id: '1' }, { id: '4' })]],
  'update user 1 set id=3': userKey('1', '3'),
  'updateMany users where id=1 set id=3': userKey('1', '3'),
  'update user 1 set id=2': userKey('1', '2'),
  'updateMany users where id=1 set id=2': userKey('1', '2'),
  'update profile 1 set id=2': [[update('Profile', { id: '1' }, { id: '2' })]],
  'update user 1 nested profile.disconnect': [[update('Profile', { id: '1' }, { userId: null })]],
  'update user 1 connect profile 1': [[update('Profile', { id: '1' }, { userId: '1' })]],
  'delete profile 1': [[remove('Profile', { id: '1' })]],
  'delete profile 1; delete user 1': [[remove('Profile', { id: '1' })], [remove('User', { id: '1' })]],
  'delete user 1': [[remove('User', { id: '1' })]],
  'deleteMany users': [[removeWhere('User', both)]],
};

const postOperations: Readonly<Record<string, Steps>> = {
  'create post {id 1,authorId 1} on empty tables': [[insert('Post', { id: '1', authorId: '1' })]],
  'create post without authorId': [[insert('Post', { id: '1' })]],
  'create user 1 with nested post 1 (empty tables)': [
    [insert('User', { id: '1' }), insert('Post', { id: '1', authorId: '1' })],
  ],
  'create user 1 with nested createMany posts 1,2 (empty tables)': [
    [insert('User', { id: '1' }), insert('Post', { id: '1', authorId: '1' }, { id: '2', authorId: '1' })],
  ],
  'update user 1 set enabled=true': [[update('User', { id: '1' }, { enabled: 1 })]],
  'update user 1 set id=3 (include posts)': userKey('1', '3'),
  'update user 1 set id=2': userKey('1', '2'),
  'update post 1-post-a set id=1-post-c': [[update('Post', { id: '1-post-a' }, { id: '1-post-c' })]],
  'delete post 1-post-a': [[remove('Post', { id: '1-post-a' })]],
  'delete both posts of user 1; delete user 1': [
    [remove('Post', { id: '1-post-a' }, { id: '1-post-b' })],
    [remove('User', { id: '1' })],
  ],
  'delete user 1': [[remove('User', { id: '1' })]],
  'delete post 1-post-a; delete user 1': [
    [remove('Post', { id: '1-post-a' })],
    [remove('User', { id: '1' })],
  ],
};

/** A state shows a join row as category/post. */
function joinModel(oracle: OracleCase): Fixture {
  const { onDelete, onUpdate } = actionsOf(oracle);
  const categories = ['1-cat-a', '1-cat-b', '2-cat-a', '2-cat-b'];
  return {
    tables: [
      table(
        'Post',
        { id: text, published: 'INT' },
        [
          ['1', 0],
          ['2', 0],
        ],
        { shown: ['id'] },
      ),
      table(
        'Category',
        { id: text, published: 'INT' },
        categories.map((id) => [id, 0]),
        { shown: ['id'] },
      ),
      table(
        'Join',
        { categoryId: text, postId: text },
        categories.map((id) => [id, id.slice(0, 1)]),
        {
          primaryKey: ['postId', 'categoryId'],
        },
      ),
    ],
    relations: [
      relates('Join', ['postId'], 'Post', ['id'], onDelete, onUpdate),
      relates('Join', ['categoryId'], 'Category', ['id'], onDelete, onUpdate),
    ],
  };
}

const first = { postId: '1', categoryId: '1-cat-a' };
const joinOperations: Readonly<Record<string, Steps>> = {
  'create category 1 (empty tables)': [[insert('Category', { id: '1' })]],
  'create post 1 (empty tables)': [[insert('Post', { id: '1' })]],
  'create join {postId 99, categoryId 99} (empty tables)': [
    [insert('Join', { postId: '99', categoryId: '99' })],
  ],
  'create post 1 → join → category 1-cat-a': [
    [insert('Post', { id: '1' }), insert('Join', first), insert('Category', { id: '1-cat-a' })],
  ],
  'update post 1 set published=true': [[update('Post', { id: '1' }, { published: 1 })]],
  'update category 1-cat-a set published=true': [[update('Category', { id: '1-cat-a' }, { published: 1 })]],
  'update join (1-cat-a,1) set postId=99': [[update('Join', first, { postId: '99' })]],
  'update join (1-cat-a,1) set categoryId=99': [[update('Join', first, { categoryId: '99' })]],
  'update join (1-cat-a,1) set postId=2': [[update('Join', first, { postId: '2' })]],
  'update post 1 set id=3': [[update('Post', { id: '1' }, { id: '3' })]],
  'update category 1-cat-a set id=1-cat-a-updated': [
    [update('Category', { id: '1-cat-a' }, { id: '1-cat-a-updated' })],
  ],
  'delete post 1': [[remove('Post', { id: '1' })]],
  'delete category 1-cat-a': [[remove('Category', { id: '1-cat-a' })]],
  'delete join (1-cat-a,1)': [[remove('Join', first)]],
};

/** The suite of SET DEFAULT: the child's reference is 3 by default. */
function withDefault(oracle: OracleCase): Runnable | NotApplicable {
  const { onDelete, onUpdate } = actionsOf(oracle);
  const fixture: Fixture = {
    tables: [
      table('User', { id: text }, [['1'], ['3']]),
      table('Child', { id: text, userId: "VARCHAR(40) DEFAULT '3'" }, [['1', '1']], {
        uniques: oracle.relation === '1-1' ? [['userId']] : [],
      }),
    ],
    relations: [relates('Child', ['userId'], 'User', ['id'], onDelete, onUpdate)],
  };
  const steps: Readonly<Record<string, Steps>> = {
    'delete user 1': [[remove('User', { id: '1' })]],
    'update user 1 set id=2': [[update('User', { id: '1' }, { id: '2' })]],
    'delete user 3; delete user 1': [[remove('User', { id: '3' })], [remove('User', { id: '1' })]],
    'delete user 3; update user 1 set id=2': [
      [remove('User', { id: '3' })],
      [update('User', { id: '1' }, { id: '2' })],
    ],
  };
  return runnable(fixture, steps[oracle.operation], '');
}

/** Alice ← Main ← Bob: the first reference may be null, the second may not. */
function alice(oracle: OracleCase): Runnable | NotApplicable {
  const mixed = oracle.onDelete === 'Main.alice SetNull; Bob.main Cascade';
  const same = actionsOf({ ...oracle, required: true });
  const main = mixed || oracle.onDelete === 'DEFAULT' ? 'setNull' : same.onDelete;
  const bob = mixed ? 'cascade' : same.onDelete;
  const fixture: Fixture = {
    tables: [
      table('Alice', { id: text }, [['1'], ['2']]),
      table(
        'Main',
        { id: text, aliceId: 'VARCHAR(40)' },
        [
          ['1', '1'],
          ['2', '2'],
        ],
        { uniques: [['aliceId']] },
      ),
      table(
        'Bob',
        { id: text, mainId: text },
        [
          ['1', '1'],
          ['2', '2'],
        ],
        { uniques: [['mainId']] },
      ),
    ],
    relations: [
      relates('Main', ['aliceId'], 'Alice', ['id'], main, same.onUpdate),
      relates('Bob', ['mainId'], 'Main', ['id'], bob, same.onUpdate),
    ],
  };
  const steps: Readonly<Record<string, Steps>> = {
    'update main 1 nested alice.delete': [[remove('Alice', { id: '1' })]],
    'update main 1 nested alice.disconnect': [[update('Main', { id: '1' }, { aliceId: null })]],
  };
  return runnable(fixture, steps[oracle.operation], '');
}
