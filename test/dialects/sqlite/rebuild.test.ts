import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src-main/model/catalog.ts';
import type { MigrationPlan } from '../../../src-main/model/migration.ts';
import { exportSwitch } from '../../../src-main/services/export-switch.ts';
import { catalogOf, databaseFile, direct, open } from './database-file.ts';
import { apply, everything, foreignKeys } from './shop.ts';

const script = `CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
  CREATE TABLE m (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL DEFAULT 'x', p INT REFERENCES p, q TEXT REFERENCES p (code) ON DELETE CASCADE, UNIQUE (a, p));
  CREATE TABLE c (id INTEGER PRIMARY KEY AUTOINCREMENT, m INT, a TEXT, FOREIGN KEY (a, m) REFERENCES m (a, p) ON DELETE CASCADE);
  CREATE INDEX mi ON m (q) WHERE p > 0; CREATE VIEW v AS SELECT a FROM m; CREATE VIEW broken AS SELECT * FROM nowhere;
  CREATE TABLE log (what); CREATE TRIGGER t AFTER DELETE ON m BEGIN INSERT INTO log VALUES (old.a); END;
  CREATE TRIGGER u AFTER DELETE ON c BEGIN INSERT INTO log VALUES (old.id); END;
  INSERT INTO p VALUES (1, 'one'), (2, 'two'); INSERT INTO m (a, p, q) VALUES ('x', 1, 'one'), ('y', 2, 'two'), ('z', 1, NULL);
  DELETE FROM m WHERE a = 'z'; DELETE FROM log; INSERT INTO c VALUES (7, 1, 'x'), (9, 2, 'y'); DELETE FROM c WHERE id = 9; DELETE FROM log;`;

/** As if SQLite listed a key of table `m` that its text is not seen to declare. */
function misread(catalog: Catalog): Catalog {
  const tables = catalog.tables.map((table) =>
    table.name === 'm'
      ? { ...table, definition: (table.definition ?? '').replace('REFERENCES p,', 'REFERENCE p,') }
      : table,
  );
  return { ...catalog, tables };
}

describe('a table whose text is not understood', () => {
  it('is made anew, which the step says; rows, row ids, children, indexes, triggers and views stay', async () => {
    const file = databaseFile(script);
    const database = await open(file);
    const catalog = await catalogOf(database);
    const own = catalog.foreignKeys.filter(({ table }) => table.name === 'm');
    const planned = foreignKeys.drop(misread(catalog), own);
    expect(planned.steps.map(({ summary }) => summary)).toEqual([
      'Make m anew with 0 foreign keys and copy its rows, since its definition is not understood well enough to be edited',
    ]);
    expect(planned.remembered).toEqual([]);
    const plan: MigrationPlan = {
      ...{ plan: '', from: 'foreignKeys', to: 'prisma', transactional: true, digest: '', relations: [] },
      ...{ decisions: [], blockers: [], warnings: [], differences: [], steps: planned.steps },
    };
    expect(() => exportSwitch(plan, foreignKeys.script, 'sql', '')).toThrow(
      /No script can do this step: Make m anew/,
    );
    const before = everything(file);
    const rows = () =>
      direct(file, (db) => [
        db.prepare('SELECT rowid, * FROM m').all(),
        db.prepare('SELECT * FROM c').all(),
        db.prepare('SELECT * FROM log').all(),
        db.prepare('SELECT * FROM sqlite_sequence ORDER BY name').all(),
        db
          .prepare(
            "SELECT type, name, tbl_name, CASE WHEN type <> 'table' THEN sql END FROM sqlite_schema ORDER BY type, name",
          )
          .all(),
      ]);
    const contents = rows();
    // The text that was read is not the one that is there: nothing is done.
    await expect(apply(database, planned.steps)).rejects.toMatchObject({ code: 'plan.stale' });
    expect(everything(file)).toEqual(before);

    const { text, params } = planned.steps[0]?.execute[0] ?? { text: '', params: [] };
    const definition = catalog.tables.find(({ name }) => name === 'm')?.definition ?? '';
    const [table = null, , items = null] = params;
    const step = { ...planned.steps[0], execute: [{ text, params: [table, definition, items] }] };
    await apply(database, [
      { summary: '', table: null, reverse: null, locks: null, estimateMs: null, ...step },
    ]);
    expect(rows()).toEqual(contents);
    const bare = await catalogOf(database);
    expect(bare.foreignKeys.map((key) => key.table.name)).toEqual(['c']);
    const shape = ({ tables }: Catalog) =>
      tables.map((each) => JSON.stringify({ ...each, definition: null })).sort();
    expect(shape(bare)).toEqual(shape(catalog));

    await apply(database, [
      {
        ...step,
        summary: '',
        table: null,
        reverse: null,
        locks: null,
        estimateMs: null,
        execute: planned.steps[0]?.reverse ?? [],
      },
    ]);
    expect(rows()).toEqual(contents);
    expect((await catalogOf(database)).foreignKeys).toHaveLength(3);
    await apply(database, foreignKeys.drop(await catalogOf(database), own).steps);
    await apply(database, foreignKeys.add(await catalogOf(database), own, []).steps);
    const again = await catalogOf(database);
    const without = (all: Catalog) =>
      all.foreignKeys.map((key) => JSON.stringify({ ...key, position: 0 })).sort();
    expect(without(again)).toEqual(without(catalog));
    expect(rows()).toEqual(contents);
    expect(direct(file, (db) => db.pragma('integrity_check', { simple: true }))).toBe('ok');
  }, 180_000);

  it('is refused where its catalog does not tell all that its text may say', async () => {
    const database = await open(databaseFile(`${script}; ALTER TABLE m ADD COLUMN n INT CHECK (n > 0)`));
    const catalog = misread(await catalogOf(database));
    const own = catalog.foreignKeys.filter(({ table }) => table.name === 'm');
    expect(() => foreignKeys.drop(catalog, own)).toThrow(
      expect.objectContaining({
        code: 'dialect.unsupported',
        message: expect.stringContaining('it says "CHECK"'),
      }),
    );
  });
});
