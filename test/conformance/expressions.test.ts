import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../src-main/model/change.ts';
import { relationModes } from '../../src-main/model/relation.ts';
import type { Row } from '../../src-main/model/value.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engine, engines } from '../support/engines.ts';

/** Checks and generated columns: what the database makes of rows by expressions of its own. */
const schema = [
  `CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(20) NOT NULL CHECK (label <> 'it''s ?'),
     width INTEGER, depth INTEGER, CONSTRAINT shelf_size CHECK (width > 0 AND (depth IS NULL OR depth < width)))`,
  `CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, shelf_id INTEGER, parcel INTEGER,
     twice INTEGER GENERATED ALWAYS AS (parcel * 2) STORED,
     CONSTRAINT book_somewhere CHECK (COALESCE(shelf_id, parcel) IS NOT NULL),
     CONSTRAINT book_small CHECK (twice < 100))`,
];
const rows = [
  `INSERT INTO shelf VALUES (1, 'a', 10, 5), (2, 'b', 10, NULL), (3, 'c', NULL, NULL)`,
  `INSERT INTO book (id, shelf_id, parcel) VALUES (1, 1, NULL), (2, 1, 4), (3, 2, NULL)`,
];
const cases = engines.flatMap((each) =>
  relationModes.map((mode) => ({ engine: each, mode, name: `${each.id}, ${mode}` })),
);

describe.each(cases)('expressions, $name', ({ engine: each, mode }) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(each, mode, schema);
  });
  afterAll(() => db.close());
  beforeEach(() => db.run('DELETE FROM book', 'DELETE FROM shelf', ...rows));
  const update = (table: string, set: Row, ...ids: readonly number[]): Change => ({
    kind: 'update',
    table: db.table(table),
    where: { keys: ids.map((id) => ({ id })) },
    set,
  });
  const insert = (table: string, row: Row): Change => ({
    kind: 'insert',
    table: db.table(table),
    rows: [row],
  });

  test('a check that rows would fail blocks, with the rows as they would be', async () => {
    const plan = await db.preview(update('shelf', { depth: 30 }, 1, 2, 3));
    expect(plan.blockers).toMatchObject([
      { rule: 'check', table: { name: 'shelf' }, count: 2, sample: [{ id: 1, depth: 30 }, { id: 2 }] },
    ]);
    expect(plan.blockers[0]?.message).toMatch(/^2 rows of \S*shelf would not meet the check shelf_size, /);
    expect(plan.statements).toEqual([]);
    const inserted = await db.preview(insert('shelf', { id: 9, label: 'x', width: 0 }));
    expect(inserted.blockers).toMatchObject([{ rule: 'check', count: 1, sample: [{ id: 9, width: 0 }] }]);
    const quoted = await db.preview(update('shelf', { label: "it's ?" }, 1));
    expect(quoted.blockers).toMatchObject([{ rule: 'check', count: 1 }]);
  });

  test('a check that comes to true or to NULL lets pass', async () => {
    await db.apply(update('shelf', { width: null }, 1), update('shelf', { width: 3, depth: 2 }, 2));
    await db.apply(
      insert('shelf', { id: 9, label: 'x', width: 4, depth: 1 }),
      insert('shelf', { id: 8, label: 'y' }),
    );
    expect(await db.run('SELECT count(*) FROM shelf')).toEqual([[5]]);
  });

  test('a check on other columns is not asked for', async () => {
    await db.run('DELETE FROM book');
    expect((await db.preview(update('shelf', { id: 7 }, 1))).warnings).toEqual([]);
  });

  test('a check of a generated column cannot be told, and says so', async () => {
    const plan = await db.preview(update('book', { parcel: 70 }, 2));
    expect(plan.blockers).toEqual([]);
    expect(plan.warnings).toMatchObject([
      { rule: 'uncertain', message: expect.stringContaining('book_small') },
    ]);
    await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'constraint.violated' });
    expect(await db.run('SELECT parcel FROM book WHERE id = 2')).toEqual([[4]]);
  });
});

describe.each([
  ['sqlite', 'foreignKeys'],
  ['sqlite', 'prisma'],
  ['postgresql', 'foreignKeys'],
  ['postgresql', 'prisma'],
  ['mysql', 'prisma'],
] as const)('checks of rows that cascades reach, %s, %s', (id, mode) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    // InnoDB takes no foreign key whose columns a check names; the emulation keeps such a relation all the same.
    const key = 'FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE SET NULL ON UPDATE CASCADE';
    const declared = id === 'mysql' ? '' : `, CONSTRAINT item_place ${key}`;
    db = await changeDatabase(engine(id), mode, [
      'CREATE TABLE place (id INTEGER NOT NULL PRIMARY KEY)',
      `CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, place_id INTEGER, moving INTEGER NOT NULL,
         CONSTRAINT item_known CHECK (moving = 1 OR place_id IS NOT NULL), CONSTRAINT item_near CHECK (place_id < 50)${declared})`,
    ]);
    if (id === 'mysql') declareRelation(db);
  });
  afterAll(() => db.close());
  beforeEach(() =>
    db.run(
      'DELETE FROM item',
      'DELETE FROM place',
      'INSERT INTO place VALUES (1), (2)',
      'INSERT INTO item VALUES (1, 1, 0), (2, 1, 1), (3, 2, 1)',
    ),
  );

  test('SET NULL and a new key are refused where a check would fail, and done where none does', async () => {
    const place = db.table('place');
    const gone = (key: number): Change => ({ kind: 'delete', table: place, where: { keys: [{ id: key }] } });
    const moved = (to: number): Change => ({
      kind: 'update',
      table: place,
      where: { keys: [{ id: 1 }] },
      set: { id: to },
    });
    expect((await db.preview(gone(1))).blockers).toMatchObject([
      { rule: 'check', table: { name: 'item' }, count: 1, sample: [{ id: 1, place_id: null }] },
    ]);
    expect((await db.preview(moved(77))).blockers).toMatchObject([{ rule: 'check', count: 2 }]);
    await db.apply(gone(2), moved(40));
    expect(await db.run('SELECT id, place_id FROM item ORDER BY id')).toEqual([
      [1, 40],
      [2, 40],
      [3, null],
    ]);
  });
});

function declareRelation({ connection, table }: ChangeDatabase): void {
  connection.model = {
    ...connection.model,
    relations: [
      {
        id: 'item(place_id)->place(id)',
        child: { table: table('item'), columns: ['place_id'] },
        parent: { table: table('place'), columns: ['id'] },
        onDelete: 'setNull',
        onUpdate: 'cascade',
        constraint: null,
        state: 'emulated',
        match: 'simple',
        setColumns: null,
        deferred: false,
      },
    ],
  };
}
