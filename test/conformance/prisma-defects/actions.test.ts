import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ChangeDatabase, changeDatabase } from '../../support/change-database.ts';
import { engines } from '../../support/engines.ts';

/** Defects of Prisma's emulation (7.10) in what it checks and what follows from a change; what is right is stated here. */

const schema = [
  `CREATE TABLE author (id INTEGER NOT NULL PRIMARY KEY, age INTEGER NOT NULL)`,
  `CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, author_id INTEGER,
     CONSTRAINT book_author FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  `CREATE TABLE page (id INTEGER NOT NULL PRIMARY KEY, book_id INTEGER NOT NULL,
     CONSTRAINT page_book FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  // D5: at most one portrait of an author.
  `CREATE TABLE portrait (id INTEGER NOT NULL PRIMARY KEY, author_id INTEGER UNIQUE,
     CONSTRAINT portrait_author FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE SET NULL ON UPDATE CASCADE)`,
  // D6: one relation that forbids new keys, and one that gives up its reference.
  `CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY)`,
  `CREATE TABLE label (id INTEGER NOT NULL PRIMARY KEY, shelf_id INTEGER,
     CONSTRAINT label_shelf FOREIGN KEY (shelf_id) REFERENCES shelf (id) ON DELETE RESTRICT ON UPDATE RESTRICT)`,
  `CREATE TABLE loan (id INTEGER NOT NULL PRIMARY KEY, shelf_id INTEGER,
     CONSTRAINT loan_shelf FOREIGN KEY (shelf_id) REFERENCES shelf (id) ON DELETE SET NULL ON UPDATE SET NULL)`,
  // D7: an implicit many-to-many relation, as Prisma makes its table.
  `CREATE TABLE post (id INTEGER NOT NULL PRIMARY KEY)`,
  `CREATE TABLE tag (id INTEGER NOT NULL PRIMARY KEY)`,
  `CREATE TABLE post_to_tag (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b),
     CONSTRAINT post_to_tag_a FOREIGN KEY (a) REFERENCES post (id) ON DELETE CASCADE ON UPDATE CASCADE,
     CONSTRAINT post_to_tag_b FOREIGN KEY (b) REFERENCES tag (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  // D11: a row reached by a cascade is also held by RESTRICT.
  `CREATE TABLE owner (id INTEGER NOT NULL PRIMARY KEY)`,
  `CREATE TABLE pet (id INTEGER NOT NULL PRIMARY KEY, owner_id INTEGER NOT NULL,
     CONSTRAINT pet_owner FOREIGN KEY (owner_id) REFERENCES owner (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  `CREATE TABLE vaccination (id INTEGER NOT NULL PRIMARY KEY, pet_id INTEGER NOT NULL, owner_id INTEGER NOT NULL,
     CONSTRAINT vaccination_pet FOREIGN KEY (pet_id) REFERENCES pet (id) ON DELETE CASCADE ON UPDATE CASCADE,
     CONSTRAINT vaccination_owner FOREIGN KEY (owner_id) REFERENCES owner (id) ON DELETE RESTRICT ON UPDATE CASCADE)`,
  // D12: trees held by the two actions that forbid.
  `CREATE TABLE folder (id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER,
     CONSTRAINT folder_parent FOREIGN KEY (parent_id) REFERENCES folder (id) ON DELETE RESTRICT ON UPDATE RESTRICT)`,
  `CREATE TABLE region (id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER,
     CONSTRAINT region_parent FOREIGN KEY (parent_id) REFERENCES region (id) ON DELETE NO ACTION ON UPDATE NO ACTION)`,
];
const rows = {
  author: '(1, 30), (2, 40), (3, 40)',
  book: '(1, 1), (2, 1), (3, 2), (4, NULL)',
  page: '(1, 1), (2, 2), (3, 3)',
  portrait: '(1, 1), (2, 2), (3, NULL)',
  shelf: '(1), (2)',
  label: '(1, 1)',
  loan: '(1, 1)',
  post: '(1), (2)',
  tag: '(10), (20)',
  post_to_tag: '(1, 10), (1, 20), (2, 10)',
  owner: '(1), (2)',
  pet: '(1, 1)',
  vaccination: '(1, 1, 1)',
  folder: '(1, NULL), (2, 1), (3, 1), (4, 2), (9, NULL)',
  region: '(1, NULL), (2, 1), (3, 1), (4, 2), (9, NULL)',
};
const tables = Object.entries(rows);

describe.each(engines)('what follows from a change on $id, emulated', (engine) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, 'prisma', schema);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.run(
      'BEGIN',
      ...tables.map(([name]) => `DELETE FROM ${name}`),
      ...tables.map(([name, values]) => `INSERT INTO ${name} VALUES ${values}`),
      'COMMIT',
    );
  });

  const content = (table: string) =>
    db.run(`SELECT * FROM ${table} ORDER BY ${table === 'post_to_tag' ? 'a, b' : 'id'}`);
  const all = () => Promise.all(tables.map(([name]) => content(name)));
  const byId = (name: keyof typeof rows, ...ids: readonly number[]) =>
    ({ table: db.table(name), where: { keys: ids.map((id) => ({ id })) } }) as const;

  test.each([
    ['an insert', { kind: 'insert', rows: [{ id: 9, author_id: 99 }] }],
    [
      'an insert of several rows',
      {
        kind: 'insert',
        rows: [
          { id: 9, author_id: 1 },
          { id: 10, author_id: 99 },
        ],
      },
    ],
    ['an update of a reference', { kind: 'update', where: { keys: [{ id: 1 }] }, set: { author_id: 99 } }],
  ] as const)('U1: %s must find its parent', async (_, change) => {
    const before = await all();
    const plan = await db.preview({ ...change, table: db.table('book') });
    expect(plan.blockers).toMatchObject([{ rule: 'parentMissing', table: { name: 'book' }, count: 1 }]);
    expect(plan.blockers[0]?.message).toContain('author_id = 99');
    await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'plan.blocked' });
    expect(await all()).toEqual(before);
  });

  test('D3: a new key that clashes with another leaves the children as they are', async () => {
    const before = await all();
    const plan = await db.preview({ kind: 'update', ...byId('author', 1), set: { id: 2 } });
    expect(plan.blockers.map(({ rule }) => rule)).toContain('unique');
    await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'plan.blocked' });
    expect(await all()).toEqual(before);
  });

  test('D4: only the children of the rows asked for go, not those of all that would match', async () => {
    const where = { filter: { and: [equal('age', 40), equal('id', 2)] } };
    await db.apply({ kind: 'delete', table: db.table('author'), where });
    expect(await content('author')).toEqual([
      [1, 30],
      [3, 40],
    ]);
    expect(await content('book')).toEqual([
      [1, 1],
      [2, 1],
      [4, null],
    ]);
  });

  test('D5: a delete of several parents reaches the one child of each', async () => {
    await db.apply({ kind: 'delete', ...byId('author', 1, 2, 3) });
    expect(await content('portrait')).toEqual([
      [1, null],
      [2, null],
      [3, null],
    ]);
  });

  test('D6: a key set to what it is already sets nothing off', async () => {
    const before = await all();
    const plan = await db.apply({ kind: 'update', ...byId('shelf', 1), set: { id: 1 } });
    expect(plan.blockers).toEqual([]);
    expect(plan.effects.filter(({ cause, count }) => cause !== null && count > 0)).toEqual([]);
    expect(await all()).toEqual(before);
  });

  test('D7: the rows of a join table go with either side and follow a new key', async () => {
    await db.apply({ kind: 'delete', ...byId('tag', 20) });
    await db.apply({ kind: 'update', ...byId('post', 1), set: { id: 5 } });
    expect(await content('post_to_tag')).toEqual([
      [2, 10],
      [5, 10],
    ]);
    await db.apply({ kind: 'delete', ...byId('post', 2, 5) });
    expect(await content('post_to_tag')).toEqual([]);
  });

  test('D8: new keys inside a set of changes are followed by the rows below them', async () => {
    await db.apply(
      { kind: 'update', ...byId('author', 2), set: { age: 41 } },
      {
        kind: 'update',
        table: db.table('book'),
        where: { filter: equal('author_id', 2) },
        set: { id: 33 },
      },
    );
    expect(await content('page')).toEqual([
      [1, 1],
      [2, 2],
      [3, 33],
    ]);
  });

  test('D11: RESTRICT holds a row that a cascade would take as well', async () => {
    const before = await all();
    const plan = await db.preview({ kind: 'delete', ...byId('owner', 1) });
    expect(plan.blockers).toMatchObject([
      { rule: 'stillReferenced', table: { name: 'vaccination' }, count: 1, sample: [{ id: 1, owner_id: 1 }] },
    ]);
    await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'plan.blocked' });
    expect(await all()).toEqual(before);
  });

  test.each(['folder', 'region'] as const)('D12: a whole subtree of %s goes at once', async (tree) => {
    const some = await db.preview({ kind: 'delete', ...byId(tree, 1, 2, 3) });
    expect(some.blockers).toMatchObject([{ rule: 'stillReferenced', sample: [{ id: 4, parent_id: 2 }] }]);
    await db.apply({ kind: 'delete', ...byId(tree, 1, 2, 3, 4) });
    expect(await content(tree)).toEqual([[9, null]]);
  });
});

function equal(column: string, value: number) {
  return { column, op: 'eq', value } as const;
}
