import { afterEach, describe, expect, test } from 'vitest';
import type { Change } from '../../src-main/model/change.ts';
import { type RelationMode, relationModes } from '../../src-main/model/relation.ts';
import type { CaptureLimits } from '../../src-main/services/capture.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines, type TestEngine } from '../support/engines.ts';

const cases = engines.flatMap((engine) =>
  relationModes.map((mode) => ({ engine, mode, name: `${engine.id}, ${mode}` })),
);
const parentAndChild = [
  'CREATE TABLE parent (id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(40))',
  `CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER,
     CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE)`,
  `INSERT INTO parent VALUES (1, 'one'), (2, 'two')`,
  'INSERT INTO child VALUES (1, 1), (2, 1), (3, 2)',
];
/** How a key is numbered by the database. */
const numbered: Readonly<Record<string, string>> = {
  sqlite: 'id INTEGER PRIMARY KEY AUTOINCREMENT',
  postgresql: 'id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  mysql: 'id INTEGER NOT NULL AUTO_INCREMENT PRIMARY KEY',
};

/** Texts that are equal in any letters. */
const ignoringCase: Readonly<Record<string, { readonly type: string; readonly before?: readonly string[] }>> =
  {
    sqlite: { type: 'TEXT COLLATE NOCASE' },
    postgresql: {
      type: 'TEXT COLLATE letters',
      before: [
        `CREATE COLLATION letters (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
      ],
    },
    mysql: { type: 'VARCHAR(20) COLLATE utf8mb4_general_ci' },
  };

describe.each(cases)('$name', ({ engine, mode }: { engine: TestEngine; mode: RelationMode }) => {
  let db: ChangeDatabase;
  afterEach(() => db.close());
  const open = async (statements: readonly string[], limits?: CaptureLimits) => {
    db = await changeDatabase(engine, mode, statements, limits);
  };
  const content = async (...names: readonly string[]) => {
    const all: unknown[] = [];
    for (const name of names) all.push(await db.run(`SELECT * FROM ${name} ORDER BY id`));
    return all;
  };
  const remove = (table: string, ...ids: readonly number[]): Change => ({
    kind: 'delete',
    table: db.table(table),
    where: { keys: ids.map((id) => ({ id })) },
  });
  async function apply(...asked: readonly Change[]) {
    return db.changes.apply((await db.preview(...asked)).plan);
  }
  async function undo(entry: string) {
    const plan = await db.history.undo(entry);
    expect(plan.blockers).toEqual([]);
    return db.changes.apply(plan.plan);
  }

  test('rows that the database numbered are taken away again, and come back under their numbers', async () => {
    await open([`CREATE TABLE many (${numbered[engine.id] ?? ''}, note VARCHAR(20) DEFAULT 'none')`]);
    const table = db.table('many');
    const rows = [{ note: 'a' }, { note: 'b' }, {}];
    const entry = await apply({ kind: 'insert', table, rows });
    expect(entry).toMatchObject({ undoable: true });
    const after = await content('many');
    expect(after[0]).toHaveLength(3);
    const undone = await undo(entry.entry);
    expect(await content('many')).toEqual([[]]);
    await undo(undone.entry);
    expect(await content('many')).toEqual(after);
  });

  test('rows that reference each other in a circle come back', async () => {
    await open([
      'CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, b_id INTEGER)',
      `CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, a_id INTEGER NOT NULL,
         CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE CASCADE)`,
      ...(engine.id === 'sqlite'
        ? [
            'DROP TABLE a',
            `CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, b_id INTEGER REFERENCES b (id) ON DELETE CASCADE)`,
          ]
        : ['ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b (id) ON DELETE CASCADE']),
      'INSERT INTO a VALUES (1, NULL), (2, NULL)',
      'INSERT INTO b VALUES (1, 1), (2, 2)',
      'UPDATE a SET b_id = id',
    ]);
    const before = await content('a', 'b');
    const entry = await apply(remove('a', 1));
    expect(await content('a', 'b')).not.toEqual(before);
    await undo(entry.entry);
    expect(await content('a', 'b')).toEqual(before);
  });

  test('rows that reference each other in a circle come back where no reference may be NULL', async () => {
    const reference = (name: string, column: string, table: string) =>
      `CONSTRAINT ${name} FOREIGN KEY (${column}) REFERENCES ${table} (id) ON DELETE CASCADE`;
    const b = `CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, a_id INTEGER NOT NULL, ${reference('b_a', 'a_id', 'a')})`;
    const columns = 'id INTEGER NOT NULL PRIMARY KEY, b_id INTEGER NOT NULL';
    await open(
      engine.id === 'sqlite'
        ? [
            `CREATE TABLE a (${columns}, ${reference('a_b', 'b_id', 'b')})`,
            b,
            'PRAGMA foreign_keys = OFF',
            'INSERT INTO a VALUES (1, 1), (2, 2)',
            'INSERT INTO b VALUES (1, 1), (2, 2)',
          ]
        : [
            `CREATE TABLE a (${columns})`,
            'INSERT INTO a VALUES (1, 1), (2, 2)',
            b,
            'INSERT INTO b VALUES (1, 1), (2, 2)',
            `ALTER TABLE a ADD ${reference('a_b', 'b_id', 'b')}`,
          ],
    );
    const before = await content('a', 'b');
    const entry = await apply(remove('a', 1));
    expect(await content('a', 'b')).toEqual([[[2, 2]], [[2, 2]]]);
    const back = await undo(entry.entry);
    expect(await content('a', 'b')).toEqual(before);
    await undo(back.entry);
    expect(await content('a', 'b')).toEqual([[[2, 2]], [[2, 2]]]);
  });

  test.each(mode === 'foreignKeys' ? [3, 21_000] : [3])(
    'a reference comes back in its own letters, among %i rows',
    async (rows) => {
      await open([
        ...(ignoringCase[engine.id]?.before ?? []),
        `CREATE TABLE parent (id ${ignoringCase[engine.id]?.type} NOT NULL PRIMARY KEY)`,
        `CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY, parent_id ${ignoringCase[engine.id]?.type},
         CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id) ON UPDATE CASCADE)`,
        `INSERT INTO parent VALUES ('Key')`,
        ...Array.from({ length: rows / 3 }, (_, i) => i * 3).reduce<string[]>((all, id) => {
          const values = `(${id}, 'Key'), (${id + 1}, 'KEY'), (${id + 2}, 'key')`;
          if (id % 3000 === 0) all.push(`INSERT INTO child VALUES ${values}`);
          else all.push(`${all.pop()}, ${values}`);
          return all;
        }, []),
      ]);
      const before = await content('parent', 'child');
      const table = db.table('parent');
      const entry = await apply({
        kind: 'update',
        table,
        where: { keys: [{ id: 'Key' }] },
        set: { id: 'other' },
      });
      expect(await content('parent', 'child')).not.toEqual(before);
      await undo(entry.entry);
      expect(await content('parent', 'child')).toEqual(before);
    },
  );

  test('a change with more rows than the journal takes says so before it is applied, and is applied without', async () => {
    await open(parentAndChild, { rows: 2, bytes: 1_000_000 });
    const plan = await db.preview(remove('parent', 1));
    expect(plan.warnings).toMatchObject([
      { rule: 'undoImpossible', message: expect.stringContaining('3 rows') },
    ]);
    const entry = await db.changes.apply(plan.plan);
    expect(entry).toMatchObject({ undoable: false, reason: expect.stringContaining('cannot be undone') });
    expect(await db.history.list(db.connection)).toMatchObject([{ undoable: false }]);
    await expect(db.history.undo(entry.entry)).rejects.toMatchObject({ code: 'request.invalid' });
    expect(await content('parent')).toEqual([[[2, 'two']]]);
  });

  test('a change that turns out larger than its sample is shown again with the warning first', async () => {
    const long = 'x'.repeat(30);
    const many = Array.from({ length: 200 }, (_, i) => `(${100 + i}, '${i < 20 ? '' : long}')`);
    await open([...parentAndChild, `INSERT INTO parent VALUES ${many.join(', ')}`], {
      rows: 1000,
      bytes: 5000,
    });
    const where = { filter: { column: 'id', op: 'ge', value: 100 } } as const;
    const plan = await db.preview({ kind: 'delete', table: db.table('parent'), where });
    expect(plan.warnings).toEqual([]);
    const stale = await db.changes.apply(plan.plan).catch((error: unknown) => error);
    expect(stale).toMatchObject({ code: 'plan.stale', data: { warnings: [{ rule: 'undoImpossible' }] } });
    expect((await content('parent'))[0]).toHaveLength(202);
    expect(await db.history.list(db.connection)).toEqual([]);
  });

  test('an apply that fails leaves no entry', async () => {
    await open(parentAndChild);
    const plan = await db.preview(remove('parent', 1));
    await db.run('INSERT INTO child VALUES (4, 1)');
    await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'plan.stale' });
    expect(await db.history.list(db.connection)).toEqual([]);
  });

  test.each(['committed', 'rolled back'])(
    'an entry whose COMMIT nobody told of is compared with the database: %s',
    async (outcome) => {
      await open(parentAndChild);
      const asked: readonly Change[] = [
        remove('parent', 1),
        { kind: 'update', table: db.table('parent'), where: { keys: [{ id: 2 }] }, set: { note: 'new' } },
        { kind: 'insert', table: db.table('child'), rows: [{ id: 9, parent_id: 2 }] },
      ];
      const before = await content('parent', 'child');
      // The journal hears of no outcome, as when the program is killed at COMMIT.
      const { applied, drop } = db.journal;
      db.journal.applied = (entry) => db.journal.lost(entry);
      db.journal.drop = (entry) => db.journal.lost(entry);
      const { entry } = await apply(...asked);
      db.journal.applied = applied;
      db.journal.drop = drop;
      if (outcome === 'rolled back') {
        await db.run(
          'DELETE FROM child WHERE id = 9',
          `UPDATE parent SET note = 'two' WHERE id = 2`,
          `INSERT INTO parent VALUES (1, 'one')`,
          'INSERT INTO child VALUES (1, 1), (2, 1)',
        );
        expect(await content('parent', 'child')).toEqual(before);
        expect(await db.history.list(db.connection)).toEqual([]);
        return;
      }
      expect(await db.history.list(db.connection)).toMatchObject([{ entry, undoable: true }]);
      await undo(entry);
      expect(await content('parent', 'child')).toEqual(before);
    },
  );
});
