import { describe, expect, it } from 'vitest';
import { sqlite } from '../../../src-main/dialects/sqlite/index.ts';
import type { Catalog, Column, Table } from '../../../src-main/model/catalog.ts';
import { rowIdentity } from '../../../src-main/model/identity.ts';
import type { StatementLog } from '../../../src-main/model/statement-log.ts';
import { catalogOf, catalogOfScript, databaseFile, direct, open, run } from './database-file.ts';

async function tableOf(script: string, name = 't'): Promise<Table> {
  return found(await catalogOfScript(script), name);
}

function found(catalog: Catalog, name: string): Table {
  const table = catalog.tables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`There is no table ${name}.`);
  return table;
}

async function columnOf(definition: string): Promise<Column | undefined> {
  return (await tableOf(`CREATE TABLE t (x INT, ${definition})`)).columns[1];
}

describe('the catalog', () => {
  it('lists tables, views and virtual tables in the order of their creation, without what SQLite keeps for itself', async () => {
    const catalog = await catalogOfScript(`CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT);
      CREATE TABLE a (x); CREATE VIEW v AS SELECT x FROM a; CREATE VIRTUAL TABLE f USING fts5 (body); ANALYZE`);
    expect(catalog.tables.map(({ name, kind }) => [name, kind])).toEqual([
      ['b', 'table'],
      ['a', 'table'],
      ['v', 'view'],
      ['f', 'virtual'],
    ]);
    expect(catalog.schemas).toEqual(['']);
  });

  it('reads the rest beside a view that is broken', async () => {
    const catalog = await catalogOfScript(
      'CREATE TABLE t (a); CREATE VIEW broken AS SELECT * FROM gone; CREATE VIEW v AS SELECT a FROM t',
    );
    expect(catalog.tables.map(({ name, columns }) => [name, columns.map((column) => column.name)])).toEqual([
      ['t', ['a']],
      ['broken', []],
      ['v', ['a']],
    ]);
  });

  it('is that of the file where a temporary table has the same name', async () => {
    const database = await open(databaseFile('CREATE TABLE t (a INT PRIMARY KEY, b REFERENCES t)'));
    const session = await database.session();
    await run(session, 'CREATE TEMPORARY TABLE t (other)');
    const catalog = await sqlite.introspect(session);
    expect(found(catalog, 't').columns.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(found(catalog, 't').indexes).toHaveLength(1);
    expect(catalog.foreignKeys).toHaveLength(1);
  });

  it('keeps the CREATE text', async () => {
    const text = 'CREATE TABLE t (a, -- first\n b)';
    expect((await tableOf(text)).definition).toBe(text);
  });

  it('has row estimates where ANALYZE ran, and counts nothing', async () => {
    const script = `CREATE TABLE t (a UNIQUE, b); CREATE INDEX few ON t (b) WHERE b > 1;
      INSERT INTO t VALUES (1, 1), (2, 2), (3, 3);`;
    expect((await tableOf(script)).rowEstimate).toBe(null);
    expect((await tableOf(`${script} ANALYZE; DELETE FROM t`)).rowEstimate).toBe(3);
  });

  it('of 2,000 tables is read in a handful of queries, within a few seconds', async () => {
    const tables = Array.from({ length: 2000 }, (_, i) => {
      const parent = `t${Math.max(0, i - 1)}`;
      return `CREATE TABLE t${i} (id INTEGER PRIMARY KEY, a INT, b TEXT, c TEXT, d INT, e INT,
        f INT REFERENCES ${parent} ON DELETE CASCADE, g INT CONSTRAINT "x" REFERENCES t0 (id), UNIQUE (a, b));
        CREATE INDEX i${i} ON t${i} (f);`;
    });
    const log: StatementLog[] = [];
    const file = databaseFile(`BEGIN; ${tables.join('\n')} COMMIT`);
    const database = await open(file, { onStatement: (entry) => log.push(entry) });
    expect((await catalogOf(database)).foreignKeys).toHaveLength(4000);
    expect(log.length).toBeLessThan(10);
  });
});

describe('a column', () => {
  it.each([
    ['a', '', 'other'],
    ['a INT', 'INT', 'integer'],
    ['a VARCHAR(20)', 'VARCHAR(20)', 'text'],
    ['a DECIMAL(10,2)', 'DECIMAL(10,2)', 'decimal'],
    ['a DOUBLE PRECISION', 'DOUBLE PRECISION', 'float'],
    ['a BOOLEAN', 'BOOLEAN', 'boolean'],
    ['a DATE', 'DATE', 'date'],
    ['a DATETIME', 'DATETIME', 'timestamp'],
    ['a BLOB', 'BLOB', 'bytes'],
    ['a JSON', 'JSON', 'json'],
    ['a UUID', 'UUID', 'uuid'],
  ])('declared %s has the type "%s" and the kind %s', async (definition, type, kind) => {
    expect(await columnOf(definition)).toMatchObject({ name: 'a', type, kind });
  });

  it('tells default, generation, nullability and collation', async () => {
    expect(await columnOf("a TEXT NOT NULL DEFAULT 'x''y' COLLATE NOCASE")).toMatchObject({
      default: "'x''y'",
      nullable: false,
      collation: 'NOCASE',
      generated: null,
      identity: null,
    });
    expect(await columnOf('a INT AS (x + 1)')).toMatchObject({ generated: 'virtual', nullable: true });
    expect(await columnOf('a INT AS (x + 1) STORED')).toMatchObject({ generated: 'stored' });
    expect(await columnOf("a TEXT CHECK (a COLLATE NOCASE <> 'x')")).toMatchObject({ collation: null });
  });
});

describe('a primary key', () => {
  it.each([
    ['(id INTEGER PRIMARY KEY)', { nullable: false, identity: 'autoIncrement' }, 'rowid', ['id']],
    ['(id INT PRIMARY KEY)', { nullable: true, identity: null }, 'rowid', ['rowid']],
    ['(id INTEGER PRIMARY KEY DESC)', { nullable: true, identity: null }, 'rowid', ['rowid']],
    ['(id TEXT PRIMARY KEY NOT NULL)', { nullable: false, identity: null }, 'rowid', ['id']],
    ['(id TEXT PRIMARY KEY) WITHOUT ROWID', { nullable: false, identity: null }, null, ['id']],
    ['(id TEXT PRIMARY KEY) STRICT', { nullable: false, identity: null }, 'rowid', ['id']],
    ['(id TEXT PRIMARY KEY, rowid, oid)', { nullable: true, identity: null }, '_rowid_', ['_rowid_']],
  ])('%s: %o, row id %s, rows told apart by %o', async (definition, column, rowId, identity) => {
    const table = await tableOf(`CREATE TABLE t ${definition}`);
    expect(table.columns[0]).toMatchObject(column);
    expect(table.primaryKey).toEqual({ name: null, columns: ['id'] });
    expect(table.rowId).toBe(rowId);
    expect(rowIdentity(table)).toEqual(identity);
  });

  it('has its columns in its own order', async () => {
    const table = await tableOf('CREATE TABLE t (a, b, c, PRIMARY KEY (c, a))');
    expect(table.primaryKey?.columns).toEqual(['c', 'a']);
  });
});

describe('indexes', () => {
  it('prove unique keys only without a condition, an expression or another collation', async () => {
    const table = await tableOf(`CREATE TABLE t (a TEXT COLLATE NOCASE UNIQUE, b, c, d, e, UNIQUE (b, c));
      CREATE UNIQUE INDEX named ON t (d); CREATE UNIQUE INDEX some ON t (e) WHERE e > 0;
      CREATE UNIQUE INDEX expression ON t (lower(e)); CREATE UNIQUE INDEX collated ON t (e COLLATE NOCASE);
      CREATE INDEX plain ON t (d, lower(e), b DESC)`);
    expect(table.uniqueKeys).toEqual([
      { name: null, columns: ['a'] },
      { name: null, columns: ['b', 'c'] },
      { name: 'named', columns: ['d'] },
    ]);
    expect(table.indexes.filter(({ name }) => !name.startsWith('sqlite_'))).toEqual([
      { name: 'named', columns: ['d'], unique: true, partial: false },
      { name: 'some', columns: ['e'], unique: true, partial: true },
      { name: 'expression', columns: [null], unique: true, partial: false },
      { name: 'collated', columns: ['e'], unique: true, partial: false },
      { name: 'plain', columns: ['d', null, 'b'], unique: false, partial: false },
    ]);
  });
});

describe('foreign keys', () => {
  const script = `CREATE TABLE Parent (Id INTEGER PRIMARY KEY, A, B, UNIQUE (A, B));
    CREATE TABLE child (id INTEGER PRIMARY KEY, p INT CONSTRAINT "to parent" REFERENCES parent ON DELETE SET NULL
      DEFERRABLE INITIALLY DEFERRED, a, b, self INT REFERENCES child ON UPDATE CASCADE,
      FOREIGN KEY (a, b) REFERENCES "PARENT" (b, a) MATCH FULL ON DELETE SET DEFAULT ON UPDATE RESTRICT,
      CONSTRAINT gone FOREIGN KEY (b) REFERENCES nowhere);
    CREATE TABLE later (p REFERENCES parent (ID) DEFERRABLE)`;

  it('are listed as declared, with names and deferrability, and parents by their real names', async () => {
    const { foreignKeys } = await catalogOfScript(script);
    const spelled = foreignKeys.map((key) => [
      key.name,
      `${key.table.name}(${key.columns})->${key.parent.name}(${key.parentColumns})`,
      `${key.onDelete} ${key.onUpdate} ${key.deferrable} ${key.match}`,
    ]);
    expect(spelled).toEqual([
      ['to parent', 'child(p)->Parent(Id)', 'setNull noAction initiallyDeferred simple'],
      [null, 'child(self)->child(id)', 'noAction cascade no simple'],
      [null, 'child(a,b)->Parent(B,A)', 'setDefault restrict no simple'],
      ['gone', 'child(b)->nowhere(b)', 'noAction noAction no simple'],
      [null, 'later(p)->Parent(Id)', 'noAction noAction initiallyImmediate simple'],
    ]);
    expect(foreignKeys.every(({ enforced, validated }) => enforced && validated)).toBe(true);
  });

  it('fire in the order of their positions: the newest first', async () => {
    const file = databaseFile(`CREATE TABLE p (id INTEGER PRIMARY KEY);
      CREATE TABLE a (p REFERENCES p ON DELETE CASCADE, q REFERENCES p ON DELETE CASCADE);
      CREATE TABLE b (p REFERENCES p ON DELETE CASCADE); CREATE TABLE log (n INTEGER PRIMARY KEY, what);
      CREATE TRIGGER ta AFTER DELETE ON a BEGIN INSERT INTO log (what) VALUES (iif(old.q IS NULL, 'a.p', 'a.q')); END;
      CREATE TRIGGER tb AFTER DELETE ON b BEGIN INSERT INTO log (what) VALUES ('b.p'); END;
      INSERT INTO p VALUES (1); INSERT INTO a VALUES (1, NULL), (NULL, 1); INSERT INTO b VALUES (1)`);
    const { foreignKeys } = await catalogOf(await open(file));
    const predicted = [...foreignKeys]
      .sort((a, b) => a.position - b.position)
      .map((key) => `${key.table.name}.${key.columns}`);
    const fired = direct(file, (db) => {
      db.exec('PRAGMA foreign_keys = ON; DELETE FROM p');
      return db.prepare('SELECT what FROM log ORDER BY n').pluck().all();
    });
    expect(predicted).toEqual(fired);
  });

  it('are not enforced where the pragma is off', async () => {
    const database = await open(databaseFile(script));
    const session = await database.session();
    await run(session, 'PRAGMA foreign_keys = OFF');
    expect((await sqlite.introspect(session)).foreignKeys.map(({ enforced }) => enforced)).not.toContain(
      true,
    );
  });
});
