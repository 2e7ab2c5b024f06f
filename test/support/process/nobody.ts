import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import process from 'node:process';

const isRoot = process.getuid?.() === 0;

/** Database servers refuse to run as root; as root they run as nobody, an account that exists everywhere. */
export const asNobody: { uid?: number; gid?: number } = isRoot ? { uid: 65534, gid: 65534 } : {};

export function giveToNobody(path: string): void {
  if (isRoot) chownSync(path, 65534, 65534);
}

/** False for instance for binaries of a checkout below /root, which only root may enter. */
export function nobodyCanRun(binary: string): boolean {
  return !isRoot || spawnSync('test', ['-x', binary], { ...asNobody, cwd: '/' }).status === 0;
}
