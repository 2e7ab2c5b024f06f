import { type FixtureTable, relates, table } from './fixture.ts';
import { insert, type NotApplicable, type Runnable, remove, unknown, update } from './operation.ts';
import type { OracleCase } from './oracle-case.ts';

/** Cases of Prisma's functional suites that stand alone, most of them told in words. */
export function suiteSingle({ operation }: OracleCase): Runnable | NotApplicable {
  return singles[operation] ?? unknown;
}

const key = 'VARCHAR(40) NOT NULL';
const users: FixtureTable['rows'] = [['1'], ['3']];

const singles: Readonly<Record<string, Runnable>> = {
  'create fixture': {
    fixture: {
      tables: [
        table('User', { id: key }, []),
        table('Child', { id: key, userId: "VARCHAR(40) DEFAULT '3'" }, []),
      ],
      relations: [relates('Child', ['userId'], 'User', ['id'], 'setDefault', 'setDefault')],
    },
    steps: [[insert('User', { id: '1' }, { id: '3' }), insert('Child', { id: '1', userId: '1' })]],
    states: { unchanged: { User: users, Child: [['1', '1']] } },
  },
  'delete category 1': joined([['1', '1']], remove('Category', { id: '1' }), {
    'join row removed': { Category: [], Item: [['1']], Join: [] },
  }),
  // D7, which Prisma acknowledges: the row of the join table must go.
  'delete item 1': joined([['1', '1']], remove('Item', { id: '1' }), {
    'join row (1,1) stays (dangling, acknowledged bug); include on the other side returns []': {
      Category: [['1']],
      Item: [],
      Join: [],
    },
  }),
  'delete brand-1, then _count brands per category': joined(
    [
      ['1', '1'],
      ['1', '2'],
      ['2', '3'],
      ['2', '4'],
    ],
    remove('Item', { id: '1' }),
    {
      'counts cat-1=1, cat-2=2 (join to live rows, so dangling row is invisible)': {
        Category: [['1'], ['2']],
        Item: [['2'], ['3'], ['4']],
        Join: [
          ['1', '2'],
          ['2', '3'],
          ['2', '4'],
        ],
      },
    },
  ),
  'update user set name (non key)': {
    fixture: {
      tables: [
        table('User', { id: key, name: key }, [['1', 'a']]),
        table('Workspace', { id: key }, [['1']]),
        table('Join', { userId: key, workspaceId: key }, [['1', '1']], {
          primaryKey: ['userId', 'workspaceId'],
        }),
      ],
      relations: [
        relates('Join', ['userId'], 'User', ['id'], 'restrict', 'cascade'),
        relates('Join', ['workspaceId'], 'Workspace', ['id'], 'restrict', 'cascade'),
      ],
    },
    steps: [[update('User', { id: '1' }, { name: 'b' })]],
    states: { 'only name changed': { User: [['1', 'b']], Workspace: [['1']], Join: [['1', '1']] } },
  },
  'delete event': {
    fixture: {
      tables: [
        table('Event', { id: key }, [['prisma']]),
        table(
          'Session',
          { eventId: key, id: key },
          [
            ['prisma', 'g'],
            ['prisma', 'i'],
          ],
          { primaryKey: ['eventId', 'id'] },
        ),
      ],
      relations: [relates('Session', ['eventId'], 'Event', ['id'], 'cascade', 'cascade')],
    },
    steps: [[remove('Event', { id: 'prisma' })]],
    states: { 'no sessions left': { Event: [], Session: [] } },
  },
  'delete hub where name=hub-1 (non-PK unique)': {
    fixture: {
      tables: [
        table(
          'Hub',
          { id: key, name: key },
          [
            ['1', 'hub-1'],
            ['2', 'hub-2'],
          ],
          { uniques: [['name']], shown: ['id'] },
        ),
        table('Battery', { id: key, hubId: 'VARCHAR(40)' }, [
          ['1', '1'],
          ['2', '1'],
          ['3', '2'],
          ['4', '2'],
        ]),
      ],
      relations: [relates('Battery', ['hubId'], 'Hub', ['id'], 'setNull', 'cascade')],
    },
    steps: [[remove('Hub', { name: 'hub-1' })]],
  },
  'upsert node(identifier 1,value 5) twice': {
    fixture: { tables: [table('Node', { identifier: 'INT NOT NULL', value: 'INT' }, [])], relations: [] },
    steps: [[insert('Node', { identifier: 1, value: 5 })], [update('Node', { identifier: 1 }, { value: 5 })]],
    states: { 'one row (1,5) both times': { Node: [[1, 5]] } },
  },
};

/** An implicit many-to-many relation: a join table whose rows go with either side. */
function joined(
  pairs: readonly (readonly [string, string])[],
  asked: Runnable['steps'][number][number],
  states: NonNullable<Runnable['states']>,
): Runnable {
  const ids = (at: 0 | 1) => [...new Set(pairs.map((pair) => pair[at]))].map((id) => [id]);
  return {
    fixture: {
      tables: [
        table('Category', { id: key }, ids(0)),
        table('Item', { id: key }, ids(1)),
        table('Join', { A: key, B: key }, pairs, { primaryKey: ['A', 'B'] }),
      ],
      relations: [
        relates('Join', ['A'], 'Category', ['id'], 'cascade', 'cascade'),
        relates('Join', ['B'], 'Item', ['id'], 'cascade', 'cascade'),
      ],
    },
    steps: [[asked]],
    states,
  };
}
