import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { createConnection } from 'mysql2/promise';
import { prepareServer, serverUrl, withDatabase } from '../process/from-environment.ts';
import { runToEnd } from '../process/run-to-end.ts';
import { type ServerRecipe, startServer } from '../process/start-server.ts';
import type { TestServer } from '../process/test-server.ts';

const variable = 'TEST_MYSQL_URL';
const innodb = ['--innodb-log-file-size=8M', '--innodb-flush-log-at-trx-commit=0'];

const recipe: ServerRecipe = {
  engine: 'mysql',
  async command(folder, port) {
    const place = [`--datadir=${folder}/data`, `--tmpdir=${folder}/tmp`, '--skip-name-resolve', ...innodb];
    await runToEnd(folder, binary('mariadb-install-db'), [
      '--no-defaults',
      ...place,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ]);
    const listen = [`--port=${port}`, '--bind-address=127.0.0.1', '--skip-networking=0'];
    const files = [`--socket=${folder}/socket`, `--pid-file=${folder}/mariadb.pid`];
    const careless = ['--sync-binlog=0', '--innodb-buffer-pool-size=64M', '--max-connections=300'];
    const command = [binary('mariadbd'), '--no-defaults', ...place, ...listen, ...files, ...careless];
    return { command, signal: 'TERM' };
  },
  url: (port) => `mysql://root@127.0.0.1:${port}/mysql`,
  ping: (url) => execute(url, 'SELECT 1'),
};

export const server: TestServer = {
  prepare: () => prepareServer(variable, () => startServer(recipe)),
  async fresh() {
    const url = serverUrl(variable);
    const name = `referee_${randomUUID().replaceAll('-', '')}`;
    await execute(url, `CREATE DATABASE ${name}`);
    return { url: withDatabase(url, name), close: () => execute(url, `DROP DATABASE ${name}`) };
  },
};

async function execute(url: string, statement: string): Promise<void> {
  const connection = await createConnection(url);
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}

function binary(name: string): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    'No MariaDB for the tests. Run: sudo apt-get install mariadb-server  (or set TEST_MYSQL_URL to a server of your own)',
  );
}
