import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { prepareServer, serverUrl, withDatabase } from '../process/from-environment.ts';
import { postgresBinaries } from '../process/postgres-binaries.ts';
import { runToEnd } from '../process/run-to-end.ts';
import { type ServerRecipe, startServer } from '../process/start-server.ts';
import type { TestServer } from '../process/test-server.ts';

const variable = 'TEST_PG_URL';
const encoding = ['-E', 'UTF8', '--locale=C.UTF-8'];
const careless = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'deadlock_timeout=100ms',
];

const recipe: ServerRecipe = {
  engine: 'postgresql',
  async command(folder, port) {
    const binaries = postgresBinaries(folder);
    const place = ['-D', `${folder}/data`];
    await runToEnd(folder, `${binaries}/initdb`, [
      ...place,
      ...encoding,
      '--username=postgres',
      '--auth=trust',
      '--no-sync',
    ]);
    const settings = ['listen_addresses=127.0.0.1', ...careless].flatMap((setting) => ['-c', setting]);
    const command = [`${binaries}/postgres`, ...place, '-p', String(port), '-k', folder, ...settings];
    return { command, signal: 'INT' };
  },
  url: (port) => `postgres://postgres@127.0.0.1:${port}/postgres`,
  ping: (url) => execute(url, 'SELECT 1'),
};

export const server: TestServer = {
  prepare: () => prepareServer(variable, () => startServer(recipe)),
  async fresh() {
    const url = serverUrl(variable);
    const name = `referee_${randomUUID().replaceAll('-', '')}`;
    await execute(url, `CREATE DATABASE ${name}`);
    return {
      url: withDatabase(url, name),
      close: () => execute(url, `DROP DATABASE ${name} WITH (FORCE)`),
    };
  },
};

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end().catch(() => {});
  }
}
