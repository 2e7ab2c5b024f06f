import { existsSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqlite } from '../../../src-main/dialects/sqlite/index.ts';
import { defaultTimeouts } from '../../../src-main/model/timeouts.ts';
import { databaseFile, folder, open, rows, run } from './database-file.ts';

const timeouts = { ...defaultTimeouts, lock: 1000 };
const connect = (file: string) => sqlite.connect({ file }, { readOnly: false, timeouts });

describe('opening a file', () => {
  it('tells the version of SQLite, which is the one that its facts name', async () => {
    const { serverVersion } = await open(databaseFile());
    expect(serverVersion).toMatch(/^3\.\d+\.\d+$/);
    expect(sqlite.info.versions).toContain(serverVersion);
  });

  it('takes an empty file for an empty database', async () => {
    const file = join(folder(), 'empty.db');
    writeFileSync(file, '');
    const session = await (await open(file)).session();
    expect(await rows(session, 'SELECT count(*) FROM sqlite_schema')).toEqual([[0]]);
    expect(statSync(file).size).toBe(0);
  });

  it('names a missing file and creates none', async () => {
    const file = join(folder(), 'missing.db');
    await expect(connect(file)).rejects.toMatchObject({
      code: 'connection.refused',
      message: `There is no file ${file}.`,
    });
    expect(existsSync(file)).toBe(false);
  });

  it('names a missing folder', async () => {
    const file = join(folder(), 'nowhere', 'shop.db');
    await expect(connect(file)).rejects.toMatchObject({
      code: 'connection.refused',
      message: `There is no file ${file}.`,
    });
  });

  it('names a folder', async () => {
    const path = folder();
    await expect(connect(path)).rejects.toMatchObject({
      code: 'connection.refused',
      message: `${path} is a folder, not a database file.`,
    });
  });

  it('names a file that is no database', async () => {
    const file = join(folder(), 'letter.txt');
    writeFileSync(file, 'Dear Ada, this is a letter and no database.\n'.repeat(100));
    await expect(connect(file)).rejects.toMatchObject({
      code: 'connection.refused',
      message: `${file} is not a SQLite database, or it is encrypted.`,
    });
  });

  it('never opens another file for one whose name ends with a space', async () => {
    const file = databaseFile('CREATE TABLE here (x)');
    renameSync(databaseFile(), `${file} `);
    await expect(connect(`${file} `)).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('takes signs that mean something in URLs literally', async () => {
    const file = join(folder(), 'shop #1?%20.db');
    renameSync(databaseFile('CREATE TABLE here (x)'), file);
    const session = await (await open(file)).session();
    expect(await rows(session, 'SELECT name FROM sqlite_schema')).toEqual([['here']]);
  });
});

describe('a file that another program has locked', () => {
  it('cannot be written within the time to wait, and the sentence names the file', async () => {
    const file = databaseFile('CREATE TABLE t (a)');
    const other = new Driver(file);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    const session = await (await open(file, { timeouts })).session();
    await expect(session.begin()).rejects.toMatchObject({
      code: 'timeout',
      message: `Another program holds a write lock on ${file}.`,
    });
    other.exec('ROLLBACK');
    await session.begin();
    await session.rollback();
  });

  it('is waited for', async () => {
    const file = databaseFile('CREATE TABLE t (a)');
    const other = new Driver(file);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    const session = await (await open(file)).session();
    const insert = run(session, 'INSERT INTO t VALUES (1)');
    setTimeout(() => other.exec('ROLLBACK'), 300);
    expect((await insert).affected).toBe(1);
  });

  it('can be read and previewed without waiting', async () => {
    const file = databaseFile('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    const other = new Driver(file);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    const session = await (await open(file)).session();
    await session.begin({ forPreview: true });
    expect(await rows(session, 'SELECT a FROM t')).toEqual([[1]]);
    await session.rollback();
  });

  it('cannot be opened while it is locked for reading, too', async () => {
    const file = databaseFile('CREATE TABLE t (a)');
    const other = new Driver(file);
    onTestFinished(() => void other.close());
    other.exec('BEGIN EXCLUSIVE');
    onTestFinished(() => void other.exec('ROLLBACK'));
    await expect(connect(file)).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('a read-only connection', () => {
  it('refuses to write but has temporary tables', async () => {
    const file = databaseFile('CREATE TABLE t (a)');
    const session = await (await open(file, { readOnly: true })).session();
    await expect(run(session, 'INSERT INTO t VALUES (1)')).rejects.toMatchObject({
      code: 'readOnly',
      message: `${file} can only be read.`,
    });
    await session.begin({ forPreview: true });
    await run(session, 'CREATE TEMPORARY TABLE x AS SELECT 1 AS a');
    expect(await rows(session, 'SELECT * FROM x')).toEqual([[1]]);
    await session.rollback();
  });
});
