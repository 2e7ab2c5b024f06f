import Driver from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ForeignKey } from '../../../src-main/model/catalog.ts';
import { catalogOf, databaseFile, direct, open, run } from './database-file.ts';
import { hostileTables } from './hostile-tables.ts';
import { apply, dropAll, everything, foreignKeys, shop } from './shop.ts';

const names = (keys: readonly ForeignKey[]) => keys.map((key) => `${key.table.name}(${key.columns})`);

describe('dropping foreign keys', () => {
  it('takes them out of the file and touches no row, index, view or trigger', async () => {
    const file = databaseFile(shop);
    const before = everything(file);
    const database = await open(file);
    const { steps } = await dropAll(database);
    const catalog = await catalogOf(database);
    expect(catalog.foreignKeys).toEqual([]);
    expect(catalog.tables.find(({ name }) => name === 'order')?.definition).not.toMatch(
      /REFERENCES|CONSTRAINT/,
    );
    expect(steps.map(({ summary }) => summary)).toEqual([
      'Remove 2 foreign keys from the definition of order',
      'Remove 1 foreign key from the definition of line',
    ]);
    // Children survive the deletion of their parents: nothing cascades any more.
    direct(file, (db) => {
      db.exec('PRAGMA foreign_keys = ON; BEGIN; DELETE FROM customer');
      expect(db.prepare('SELECT count(*) FROM "order"').pluck().get()).toBe(2);
      db.exec('ROLLBACK');
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    });
    const back = steps.map((step) => ({ ...step, execute: step.reverse ?? [], postcheck: [] }));
    await apply(database, back.reverse());
    expect(everything(file)).toEqual(before);
  });

  it('of some leaves the others', async () => {
    const database = await open(databaseFile(shop));
    const catalog = await catalogOf(database);
    const [buyer, ...others] = catalog.foreignKeys;
    if (buyer === undefined) throw new Error('There is no key.');
    await apply(database, foreignKeys.drop(catalog, [buyer]).steps);
    expect(names((await catalogOf(database)).foreignKeys)).toEqual(names(others));
  });

  it('is seen at once by connections that had the file open', async () => {
    const file = databaseFile(shop);
    const other = new Driver(file);
    onTestFinished(() => void other.close());
    other.pragma('foreign_keys = ON');
    other.exec('SELECT * FROM line');
    const database = await open(file);
    await dropAll(database);
    other.exec('INSERT INTO line VALUES (99, 1)');
  });

  it('is refused as stale where the catalog is no longer true', async () => {
    const database = await open(databaseFile(shop));
    const catalog = await catalogOf(database);
    const { steps } = foreignKeys.drop(catalog, catalog.foreignKeys);
    const session = await database.session();
    await run(session, 'ALTER TABLE line ADD COLUMN amount INT');
    await expect(apply(database, steps)).rejects.toMatchObject({
      code: 'plan.stale',
      message: 'The table line was changed since the preview; nothing is changed.',
    });
    expect((await catalogOf(database)).foreignKeys).toHaveLength(3);
  });
});

describe('adding foreign keys', () => {
  it('brings them back byte for byte', async () => {
    const file = databaseFile(shop);
    const before = everything(file);
    const database = await open(file);
    const catalog = await catalogOf(database);
    const { keys, remembered } = await dropAll(database);
    expect(await apply(database, foreignKeys.add(await catalogOf(database), keys, remembered).steps)).toEqual(
      [0, 1],
    );
    expect(everything(file)).toEqual(before);
    expect(await catalogOf(database)).toEqual(catalog);
  });

  it('brings back those of tables with misleading texts', async () => {
    const script = hostileTables.map(({ sql }, i) =>
      sql.replace(/^CREATE TABLE ("[^(]*"|'[^(]*'|[^ (]*)/, `CREATE TABLE t${i}`),
    );
    const file = databaseFile(script.join('\n;\n'));
    const before = everything(file);
    const database = await open(file);
    const { keys, remembered } = await dropAll(database);
    expect(keys).toHaveLength(hostileTables.reduce((sum, table) => sum + table.keys, 0));
    const bare = await catalogOf(database);
    expect(bare.foreignKeys).toEqual([]);
    await apply(database, foreignKeys.add(bare, keys, remembered).steps);
    expect(everything(file)).toEqual(before);
  });

  it('some of them puts these where they were and leaves the others out', async () => {
    const database = await open(databaseFile(shop));
    const { keys, remembered } = await dropAll(database);
    const wanted = keys.filter(({ columns }) => columns[0] !== 'customer');
    await apply(database, foreignKeys.add(await catalogOf(database), wanted, remembered).steps);
    const catalog = await catalogOf(database);
    expect(names(catalog.foreignKeys)).toEqual(['order(friend)', 'line(order)']);
    const rest = keys.filter(({ columns }) => columns[0] === 'customer');
    await apply(database, foreignKeys.add(catalog, rest, []).steps);
    expect((await catalogOf(database)).foreignKeys.map(({ name }) => name)).toEqual([null, 'buyer', null]);
  });

  it('appends them to a table that was altered since', async () => {
    const database = await open(databaseFile(shop));
    const { keys, remembered } = await dropAll(database);
    const session = await database.session();
    await run(session, 'ALTER TABLE "order" ADD COLUMN note TEXT');
    await apply(database, foreignKeys.add(await catalogOf(database), keys, remembered).steps);
    const catalog = await catalogOf(database);
    const without = (key: ForeignKey) => ({ ...key, position: 0 });
    expect(catalog.foreignKeys.map(without)).toEqual(keys.map(without));
    expect(catalog.tables[1]?.columns.map(({ name }) => name)).toEqual(['id', 'customer', 'friend', 'note']);
  });

  it('is refused while rows have no parent, and names table and count', async () => {
    const file = databaseFile(shop);
    const database = await open(file);
    const { keys, remembered } = await dropAll(database);
    const session = await database.session();
    await run(session, 'INSERT INTO line VALUES (98, 1), (99, 1)');
    const before = everything(file);
    await expect(
      apply(database, foreignKeys.add(await catalogOf(database), keys, remembered).steps),
    ).rejects.toMatchObject({
      code: 'plan.blocked',
      message: '2 rows of line reference rows of order that do not exist; nothing is changed.',
    });
    expect(everything(file)).toEqual(before);
  });

  it('minds no orphans of keys that are there already', async () => {
    const file = databaseFile(shop);
    direct(file, (db) =>
      db.exec('PRAGMA foreign_keys = OFF; INSERT INTO "order" VALUES (9, 1, NULL), (10, 77, NULL)'),
    );
    const database = await open(file);
    const catalog = await catalogOf(database);
    const friend = catalog.foreignKeys.filter(({ columns }) => columns[0] === 'friend');
    const { steps, remembered } = foreignKeys.drop(catalog, friend);
    await apply(database, steps);
    await apply(database, foreignKeys.add(await catalogOf(database), friend, remembered).steps);
    expect(await catalogOf(database)).toEqual(catalog);
  });

  it('is refused where the parent columns are no key', async () => {
    const file = databaseFile('CREATE TABLE p (a, b); CREATE TABLE c (a, b); INSERT INTO c VALUES (1, 1)');
    const database = await open(file);
    const before = everything(file);
    const key: ForeignKey = {
      name: null,
      table: { schema: '', name: 'c' },
      columns: ['a'],
      parent: { schema: '', name: 'p' },
      parentColumns: ['a'],
      onDelete: 'cascade',
      onUpdate: 'noAction',
      match: 'simple',
      deferrable: 'no',
      setColumns: null,
      validated: true,
      enforced: true,
      position: 0,
    };
    await expect(
      apply(database, foreignKeys.add(await catalogOf(database), [key], []).steps),
    ).rejects.toMatchObject({
      code: 'request.invalid',
    });
    expect(everything(file)).toEqual(before);
  });
});
