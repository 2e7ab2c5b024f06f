import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readModel } from '../../src-main/services/models.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import type { TestEngine } from './engines.ts';
import type { FreshDatabase } from './process/test-server.ts';

export type OpenDatabase = {
  readonly connection: OpenConnection;
  /** Runs statements without parameters, one after the other, and gives the rows of the last. */
  run(...statements: readonly string[]): Promise<readonly (readonly unknown[])[]>;
  close(): Promise<void>;
};

/** A fresh database made by `statements`, open as the services hold it, with a relation file of its own. */
export async function openDatabase(engine: TestEngine, statements: readonly string[]): Promise<OpenDatabase> {
  return openFresh(engine, await engine.fresh(), statements);
}

/** The same for a database that is not empty any more; it is closed with the connection. */
export async function openFresh(
  engine: TestEngine,
  fresh: FreshDatabase,
  statements: readonly string[] = [],
): Promise<OpenDatabase> {
  const { dialect } = engine;
  const folder = await mkdtemp(join(tmpdir(), 'open-database-'));
  const settings = dialect.parseUrl(fresh.url);
  const database = await dialect.connect(settings, { readOnly: false });
  const run = async (...texts: readonly string[]) => {
    const session = await database.session();
    try {
      let rows: readonly (readonly unknown[])[] = [];
      for (const text of texts) rows = (await session.run({ text, params: [] })).rows;
      return rows;
    } finally {
      await session.release();
    }
  };
  await run(...statements);
  const relationFilePath = join(folder, 'relations.json');
  const connection: OpenConnection = {
    handle: randomUUID(),
    database,
    settings,
    name: 'test',
    environment: 'development',
    readOnly: false,
    relationFilePath,
    askedMode: null,
    ...(await readModel(dialect, database, relationFilePath, null)),
  };
  const close = async () => {
    await database.close();
    await fresh.close();
    await rm(folder, { recursive: true });
  };
  return { connection, run, close };
}
