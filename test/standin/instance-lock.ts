import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** One running program per user folder; false: another one holds it. */
export function takeLock(userFolder: string): boolean {
  const path = join(userFolder, 'SingletonLock');
  const holder = holderOf(path);
  if (holder !== null && holder !== process.pid) return false;
  writeFileSync(path, String(process.pid));
  process.on('exit', () => rmSync(path, { force: true }));
  return true;
}

function holderOf(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}
