import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { giveToNobody } from './nobody.ts';

const prefix = 'referee-test-';
const runnerFile = 'runner.pid';
const serverFile = 'server.pid';

/** A folder for one server, owned by the account that the server runs as. */
export function createPrivateFolder(engine: string): string {
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${engine}-`));
  mkdirSync(join(folder, 'tmp'));
  writeFileSync(join(folder, runnerFile), String(process.pid));
  giveToNobody(folder);
  return folder;
}

/** Removes what runs that were killed together with their watchdogs have left behind: servers and folders. */
export function sweepPrivateFolders(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const runner = readPid(join(folder, runnerFile));
    if (runner === null || isAlive(runner)) continue;
    const server = readPid(join(folder, serverFile));
    if (server !== null && commandLine(server).includes(folder)) process.kill(server, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

function readPid(path: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A process id may have been given to another program since; '' where the system does not tell. */
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
