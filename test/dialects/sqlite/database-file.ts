import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { ConnectOptions, Database, ResultSet, Session } from '../../../src-main/dialects/dialect.ts';
import { sqlite } from '../../../src-main/dialects/sqlite/index.ts';
import type { Catalog } from '../../../src-main/model/catalog.ts';
import type { Value } from '../../../src-main/model/value.ts';

/** A folder that lives as long as the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'referee-sqlite-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A database file of the test's own, made by the script. */
export function databaseFile(script = ''): string {
  const file = join(folder(), 'test.db');
  direct(file, (db) => db.exec(`CREATE TABLE made (x); DROP TABLE made; ${script}`));
  return file;
}

/** Works on the file past the dialect, as another program would. */
export function direct<T>(file: string, work: (db: Driver.Database) => T): T {
  const db = new Driver(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

export async function open(file: string, options: Partial<ConnectOptions> = {}): Promise<Database> {
  const database = await sqlite.connect({ file }, { readOnly: false, ...options });
  onTestFinished(() => database.close());
  return database;
}

export async function openSession(script = '', options: Partial<ConnectOptions> = {}): Promise<Session> {
  return (await open(databaseFile(script), options)).session();
}

export function run(session: Session, text: string, params: readonly Value[] = []): Promise<ResultSet> {
  return session.run({ text, params });
}

export async function rows(session: Session, text: string, params: readonly Value[] = []) {
  return (await run(session, text, params)).rows;
}

export async function catalogOf(database: Database): Promise<Catalog> {
  const session = await database.session();
  try {
    return await sqlite.introspect(session);
  } finally {
    await session.release();
  }
}

export async function catalogOfScript(script: string): Promise<Catalog> {
  return catalogOf(await open(databaseFile(script)));
}
