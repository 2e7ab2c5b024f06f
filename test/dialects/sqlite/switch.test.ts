import { describe, expect, it } from 'vitest';
import { catalogOf, databaseFile, direct, open, rows } from './database-file.ts';
import { apply, everything, foreignKeys, shop } from './shop.ts';

describe('a switch', () => {
  it('of a table of a million rows leaves every row where it is', async () => {
    const file = databaseFile(`CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);
      CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p ON DELETE CASCADE);
      INSERT INTO c WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000) SELECT x, 1 FROM n`);
    const database = await open(file);
    const catalog = await catalogOf(database);
    const { steps, remembered } = foreignKeys.drop(catalog, catalog.foreignKeys);
    const started = performance.now();
    await apply(database, steps);
    const dropped = performance.now();
    await apply(database, foreignKeys.add(await catalogOf(database), catalog.foreignKeys, remembered).steps);
    const milliseconds = [dropped - started, performance.now() - dropped].map(Math.round);
    console.log(
      `1,000,000 rows: dropped in ${milliseconds[0]} ms, added and all rows checked in ${milliseconds[1]} ms`,
    );
    const session = await database.session();
    expect(await rows(session, 'SELECT count(*) FROM c')).toEqual([[1_000_000]]);
    expect(await catalogOf(database)).toEqual(catalog);
  });

  it('of a table leaves its children alone, whatever they do when it goes', async () => {
    const file = databaseFile(`CREATE TABLE root (id INTEGER PRIMARY KEY);
      CREATE TABLE middle (id INTEGER PRIMARY KEY, root INT REFERENCES root, other INT REFERENCES middle);
      CREATE TABLE gone (id INTEGER PRIMARY KEY, middle INT REFERENCES middle ON DELETE CASCADE);
      CREATE TABLE nulled (id INTEGER PRIMARY KEY, middle INT REFERENCES middle ON DELETE SET NULL);
      CREATE TABLE log (what); CREATE TRIGGER t AFTER DELETE ON gone BEGIN INSERT INTO log VALUES (old.id); END;
      CREATE TRIGGER u AFTER DELETE ON middle BEGIN INSERT INTO log VALUES ('middle'); END;
      INSERT INTO root VALUES (1); INSERT INTO middle VALUES (1, 1, NULL), (2, 1, 1);
      INSERT INTO gone VALUES (1, 1), (2, 2); INSERT INTO nulled VALUES (1, 1), (2, 2);`);
    const before = everything(file);
    const database = await open(file);
    const catalog = await catalogOf(database);
    const own = catalog.foreignKeys.filter(({ table }) => table.name === 'middle');
    const { steps, remembered } = foreignKeys.drop(catalog, own);
    await apply(database, steps);
    const children = (await catalogOf(database)).foreignKeys;
    expect(children.map(({ table, onDelete }) => [table.name, onDelete])).toEqual([
      ['gone', 'cascade'],
      ['nulled', 'setNull'],
    ]);
    direct(file, (db) => {
      expect(db.prepare('SELECT middle FROM gone').pluck().all()).toEqual([1, 2]);
      expect(db.prepare('SELECT middle FROM nulled').pluck().all()).toEqual([1, 2]);
      expect(db.prepare('SELECT count(*) FROM log').pluck().get()).toBe(0);
    });
    await apply(database, foreignKeys.add(await catalogOf(database), own, remembered).steps);
    expect(everything(file)).toEqual(before);
  });

  it('that is cancelled between steps leaves all as it was', async () => {
    const file = databaseFile(shop);
    const before = everything(file);
    const database = await open(file);
    const catalog = await catalogOf(database);
    const abort = new AbortController();
    const { steps } = foreignKeys.drop(catalog, catalog.foreignKeys);
    const hooks = { onStep: () => abort.abort(), signal: abort.signal };
    await expect(foreignKeys.apply(database, steps, hooks)).rejects.toMatchObject({ code: 'cancelled' });
    expect(everything(file)).toEqual(before);
  });

  it('is refused by a read-only connection', async () => {
    const file = databaseFile(shop);
    const database = await open(file, { readOnly: true });
    const catalog = await catalogOf(database);
    const { steps } = foreignKeys.drop(catalog, catalog.foreignKeys);
    await expect(apply(database, steps)).rejects.toMatchObject({ code: 'readOnly' });
  });

  it('keeps to what was planned: a text that changes more is rolled back', async () => {
    const file = databaseFile(shop);
    const before = everything(file);
    const database = await open(file);
    const catalog = await catalogOf(database);
    const [step] = foreignKeys.drop(catalog, catalog.foreignKeys).steps;
    if (step === undefined) throw new Error('There is no step.');
    const changed = (change: (text: string) => string) =>
      apply(database, [
        {
          ...step,
          execute: step.execute.map(({ text, params }) => ({
            text,
            params: [change(String(params[0])), ...params.slice(1)],
          })),
        },
      ]);
    await expect(changed((text) => text.replace('friend TEXT', 'friend INT'))).rejects.toMatchObject({
      message: 'More than foreign keys would have changed; nothing is changed.',
    });
    await expect(changed((text) => text.replace('friend', 'enemy REFERENCES line'))).rejects.toThrow();
    await expect(changed(() => 'CREATE TABLE "order" (')).rejects.toMatchObject({
      message: 'SQLite cannot read the schema as it would be; nothing is changed.',
    });
    expect(everything(file)).toEqual(before);
  });

  it('may hold other statements among its steps', async () => {
    const database = await open(databaseFile(shop));
    const catalog = await catalogOf(database);
    const [first, ...rest] = foreignKeys.drop(catalog, catalog.foreignKeys).steps;
    if (first === undefined) throw new Error('There is no step.');
    const index = { ...first, execute: [{ text: 'CREATE INDEX of_friend ON "order" (friend)', params: [] }] };
    await apply(database, [first, index, ...rest]);
    const after = await catalogOf(database);
    expect(after.foreignKeys).toEqual([]);
    expect(after.tables[1]?.indexes.map(({ name }) => name)).toContain('of_friend');
  });
});
