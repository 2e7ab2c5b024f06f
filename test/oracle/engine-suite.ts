import type { Row } from '../../src-main/model/value.ts';
import { type FixtureTable, relates, table } from './fixture.ts';
import { type Asked, type NotApplicable, type Runnable, remove, unknown, update } from './operation.ts';
import { actionsOf, type OracleCase } from './oracle-case.ts';

/** The suites of Prisma's own engine, whose states are told in words. */

const key = 'VARCHAR(40)';
const needed = `${key} NOT NULL`;
type Rows = FixtureTable['rows'];

export function engineSuite(oracle: OracleCase): Runnable | NotApplicable {
  const { relation } = oracle;
  if (relation === '1-1' || relation === '1-n') return family(oracle);
  if (relation === '1-n composite') return composite(oracle);
  if (relation.startsWith('diamond')) return diamond;
  if (relation.startsWith('Alice')) return alice;
  if (relation === '1-1-1 chain on uniq keys') return threeLevels(oracle);
  if (relation.startsWith('chain')) return chain(oracle);
  return unknown;
}

/** A parent by its key or, where that is updated, by another unique column, with one child or several. */
function family(oracle: OracleCase): Runnable | NotApplicable {
  const { relation, required, operation, fixture = '', onDelete } = oracle;
  const rekeys = onDelete === 'DEFAULT';
  const two = /^parents? 1(?:,2| and 2)|parent 2 without/.test(fixture);
  const parents = two ? ['1', '2'] : ['1'];
  const children = fixture.includes('without children') ? [] : relation === '1-1' ? ['1'] : ['1', '2'];
  const type = `${required === true ? needed : key}${fixture.includes('@default(2)') ? " DEFAULT '2'" : ''}`;
  const actions = actionsOf(oracle);
  const asked = familySteps(operation);
  if (asked === undefined) return unknown;
  const withParent = (to: string | null): Rows => children.map((id) => [id, to]);
  const kept: Rows = parents.slice(1).map((id) => [id, id]);
  const left: Rows = rekeys ? [['1', 'u1'], ...kept] : kept;
  return {
    fixture: {
      tables: [
        table(
          'Parent',
          { id: needed, uniq: required === true ? needed : key, note: 'INT' },
          parents.map((id) => [id, id, 0]),
          {
            uniques: [['uniq']],
            shown: ['id', 'uniq'],
          },
        ),
        table('Child', { id: needed, ref: type }, withParent('1'), {
          uniques: relation === '1-1' ? [['ref']] : [],
        }),
      ],
      relations: [
        relates('Child', ['ref'], 'Parent', [rekeys ? 'uniq' : 'id'], actions.onDelete, actions.onUpdate),
      ],
    },
    steps: asked,
    states: {
      'no children left': { Parent: kept, Child: [] },
      'both gone (count 1)': { Parent: [], Child: [] },
      'child → parent 2': { Parent: left, Child: withParent('2') },
      'child fk NULL': { Parent: left, Child: withParent(null) },
      'uniq changed': {
        Parent: [
          ['1', 'u1'],
          ['2', 'u2'],
        ],
        Child: [],
      },
      'all applied': {
        Parent: [
          ['1', '1'],
          ['2', 'u2'],
        ],
        Child: withParent('1'),
      },
    },
  };
}

function familySteps(operation: string): Runnable['steps'] | undefined {
  const to = (id: string, set: Row): Asked => update('Parent', { id }, set);
  if (operation === 'delete 1; deleteMany 2') return ['1', '2'].map((id) => [remove('Parent', { id })]);
  if (operation.startsWith('delete')) return [[remove('Parent', { id: '1' })]];
  if (operation.startsWith('key change')) return [[to('2', { uniq: 'u2' })], [to('1', { note: 1 })]];
  if (/^(?:update \/ )?updateMany uniq$/.test(operation))
    return ['1', '2'].map((id) => [to(id, { uniq: `u${id}` })]);
  return /uniq/.test(operation) ? [[to('1', { uniq: 'u1' })]] : undefined;
}

function composite(oracle: OracleCase): Runnable {
  const { onDelete, onUpdate } = actionsOf(oracle);
  return {
    fixture: {
      tables: [
        table('Parent', { id: needed, uniq1: key, uniq2: key }, [['1', 'u1', 'u2']], {
          uniques: [['uniq1', 'uniq2']],
        }),
        table('Child', { id: needed, ref1: key, ref2: key }, [['1', 'u1', 'u2']]),
      ],
      relations: [relates('Child', ['ref1', 'ref2'], 'Parent', ['uniq1', 'uniq2'], onDelete, onUpdate)],
    },
    steps: [[update('Parent', { id: '1' }, { uniq1: 'u3' })]],
    states: { 'child (u3,u2)': { Parent: [['1', 'u3', 'u2']], Child: [['1', 'u3', 'u2']] } },
  };
}

const diamond: Runnable = {
  fixture: {
    tables: [
      table('User', { id: needed }, [['1'], ['2']]),
      table(
        'Post',
        { id: needed, userId: needed },
        [
          ['1', '1'],
          ['2', '2'],
        ],
        { shown: ['id'] },
      ),
      table(
        'Comment',
        { id: needed, userId: needed, postId: needed },
        [
          ['1', '1', '1'],
          ['2', '2', '2'],
        ],
        {
          shown: ['id'],
        },
      ),
    ],
    relations: [
      relates('Post', ['userId'], 'User', ['id'], 'cascade', 'cascade'),
      relates('Comment', ['userId'], 'User', ['id'], 'cascade', 'cascade'),
      relates('Comment', ['postId'], 'Post', ['id'], 'cascade', 'cascade'),
    ],
  },
  steps: [[remove('User', { id: '1' })]],
};

const alice: Runnable = {
  fixture: {
    tables: [
      table('Alice', { id: needed }, [['1']]),
      table('Main', { id: needed, aliceId: key }, [['1', '1']]),
      table('Bob', { id: needed, mainId: needed }, [['1', '1']]),
    ],
    relations: [
      relates('Main', ['aliceId'], 'Alice', ['id'], 'setNull', 'cascade'),
      relates('Bob', ['mainId'], 'Main', ['id'], 'cascade', 'cascade'),
    ],
  },
  steps: [[remove('Alice', { id: '1' })]],
  states: {
    'main.alice NULL, bob kept, alice gone': { Alice: [], Main: [['1', null]], Bob: [['1', '1']] },
  },
};

function threeLevels(oracle: OracleCase): Runnable {
  const type = oracle.required === true ? needed : key;
  const { onDelete, onUpdate } = actionsOf(oracle);
  const level = (name: string, more: Readonly<Record<string, string>>, row: Rows[number]) =>
    table(name, { id: needed, ...more }, [row], { uniques: Object.keys(more).map((column) => [column]) });
  return {
    fixture: {
      tables: [
        level('Parent', { uniq: type }, ['1', '1']),
        level('Child', { parentUniq: type }, ['1', '1']),
        level('Child2', { childUniq: type }, ['1', '1']),
      ],
      relations: [
        relates('Child', ['parentUniq'], 'Parent', ['uniq'], onDelete, onUpdate),
        relates('Child2', ['childUniq'], 'Child', ['parentUniq'], onDelete, onUpdate),
      ],
    },
    steps: ['2', '3', '4'].map((uniq) => [update('Parent', { id: '1' }, { uniq })]),
    states: {
      'all three levels follow each time': {
        Parent: [['1', '4']],
        Child: [['1', '4']],
        Child2: [['1', '4']],
      },
    },
  };
}

/** C references B by the column by which B references A or, without a shared key, by another. */
function chain(oracle: OracleCase): Runnable {
  const { relation, operation, onUpdate } = oracle;
  const size = relation.includes('composite') ? 2 : 1;
  const shared = !relation.includes('WITHOUT');
  const names = (name: string) => Array.from({ length: size }, (_, i) => `${name}${i + 1}`);
  const typed = (columns: readonly string[]) => Object.fromEntries(columns.map((column) => [column, key]));
  const ones = names('').map(() => '1');
  const nulls = ones.map(() => null);
  const [a, b, other, c] = [names('b_id'), names('a_id'), names('c_id'), names('b_id')];
  const referenced = shared ? b : other;
  // What becomes of C when its key in B changes is in the clause of updates alone.
  const follows = onUpdate?.includes('C.b Restrict') === true ? 'restrict' : shared ? 'cascade' : 'setNull';
  const restOfB = shared ? [] : ones;
  return {
    fixture: {
      tables: [
        table('A', { id: needed, ...typed(a) }, [['1', ...ones]], { uniques: [a] }),
        table('B', { id: needed, ...typed(b), ...typed(shared ? [] : other) }, [['1', ...ones, ...restOfB]], {
          uniques: [b, ...(shared ? [] : [other])],
        }),
        table('C', { id: needed, ...typed(c) }, [['1', ...ones]]),
      ],
      relations: [
        relates('B', b, 'A', a, 'setNull', 'setNull'),
        relates('C', c, 'B', referenced, 'setNull', follows),
      ],
    },
    steps: [
      [
        operation.startsWith('delete')
          ? remove('A', { id: '1' })
          : update('A', { id: '1' }, { [a[0] ?? '']: '2' }),
      ],
    ],
    states: {
      'B.a_id NULL, C.b_id NULL': {
        A: operation.startsWith('delete') ? [] : [['1', '2']],
        B: [['1', null]],
        C: [['1', null]],
      },
      'B.a_id NULL, C untouched': { A: [['1', '2']], B: [['1', null, '1']], C: [['1', '1']] },
      'A(2,1), B(NULL,NULL), C(NULL,NULL)': {
        A: [['1', '2', '1']],
        B: [['1', ...nulls]],
        C: [['1', ...nulls]],
      },
    },
  };
}
