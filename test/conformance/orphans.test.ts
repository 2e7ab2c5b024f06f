import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orphanCounts, orphanLook, orphanSample } from '../../src-main/dialects/sql/orphans.ts';
import type { Relation } from '../../src-main/model/relation.ts';
import { engines } from '../support/engines.ts';
import { type OpenDatabase, openDatabase } from '../support/open-database.ts';

const schema = [
  'CREATE TABLE parent (id int PRIMARY KEY, a int, b varchar(10), plain int)',
  'CREATE UNIQUE INDEX parent_key ON parent (a, b)',
  'CREATE TABLE child (id int PRIMARY KEY, parent_id int, a int, b varchar(10))',
  "INSERT INTO parent VALUES (1, 1, 'x', 5), (2, 1, 'y', 5), (3, NULL, 'z', 6)",
  `INSERT INTO child VALUES (1, 1, 1, 'x'), (2, 9, 1, 'z'), (3, NULL, NULL, NULL), (4, 8, NULL, 'z'),
    (5, 9, 2, NULL), (6, 2, 2, 'x'), (7, 3, 1, 'y')`,
];

describe.each(engines)('orphans on $id', (engine) => {
  let open: OpenDatabase;
  beforeAll(async () => {
    open = await openDatabase(engine, schema);
  });
  afterAll(() => open.close());

  async function orphansOf(childColumns: string[], parentColumns: string[], given: Partial<Relation> = {}) {
    const { tables } = open.connection.model;
    const [child, parent] = ['child', 'parent'].map((name) => tables.find((table) => table.name === name));
    if (child === undefined || parent === undefined) throw new Error('The schema was not read.');
    const relation: Relation = {
      id: 'child->parent',
      child: { table: { schema: child.schema, name: child.name }, columns: childColumns },
      parent: { table: { schema: parent.schema, name: parent.name }, columns: parentColumns },
      onDelete: 'noAction',
      onUpdate: 'noAction',
      constraint: null,
      state: 'emulated',
      match: 'simple',
      setColumns: null,
      deferred: false,
      ...given,
    };
    const session = await open.connection.database.session();
    try {
      const counted = await session.run(orphanCounts(engine.dialect.sql, [relation, relation]));
      const sample = await session.run(orphanSample(engine.dialect.sql, relation, child, 2));
      const [count, again] = counted.rows.map((row) => row[1]);
      expect(again).toBe(count);
      return {
        count,
        columns: sample.columns.map(({ name }) => name),
        rows: sample.rows,
      };
    } finally {
      await session.release();
    }
  }

  it('are counted exactly and sampled by key', async () => {
    expect(await orphansOf(['parent_id'], ['id'])).toEqual({
      count: 3,
      columns: ['id', 'parent_id'],
      rows: [
        [2, 9],
        [4, 8],
      ],
    });
  });

  it('need all columns of a composite key: any null makes it no reference', async () => {
    expect(await orphansOf(['a', 'b'], ['a', 'b'])).toEqual({
      count: 2,
      columns: ['id', 'a', 'b'],
      rows: [
        [2, 1, 'z'],
        [6, 2, 'x'],
      ],
    });
  });

  it('are partly null references, too, with MATCH FULL', async () => {
    const found = await orphansOf(['a', 'b'], ['a', 'b'], { match: 'full' });
    expect(found.count).toBe(4);
  });

  it('are found against a parent column without an index, in which values come twice', async () => {
    expect(await orphansOf(['parent_id'], ['plain'])).toMatchObject({ count: 6 });
    expect(await orphansOf(['id'], ['plain'])).toMatchObject({ count: 5 });
  });

  it('are looked for among the first rows by key, whatever other index the engine would rather read', async () => {
    await open.run('CREATE INDEX child_parent ON child (parent_id, id)');
    const { tables } = open.connection.model;
    const side = (name: string, column: string) => {
      const table = tables.find((candidate) => candidate.name === name);
      return { table: { schema: table?.schema ?? '', name }, columns: [column] };
    };
    const child = tables.find(({ name }) => name === 'child');
    if (child === undefined) throw new Error('The schema was not read.');
    const relation = {
      ...{ id: 'child->parent', child: side('child', 'parent_id'), parent: side('parent', 'id') },
      ...({ onDelete: 'noAction', onUpdate: 'noAction', constraint: null, state: 'emulated' } as const),
      ...({ match: 'simple', setColumns: null, deferred: false } as const),
    };
    const session = await open.connection.database.session();
    try {
      const { rows } = await session.run(orphanLook(engine.dialect.sql, relation, child, 2, 20));
      expect(rows).toEqual([[1, 3, 2, 9]]);
    } finally {
      await session.release();
    }
  });
});
