import { spawnSync } from 'node:child_process';
import { lchownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const isRoot = process.getuid?.() === 0;

/** Database servers refuse to run as root; as root they run as nobody, an account that exists everywhere. */
export const asNobody: { uid?: number; gid?: number } = isRoot ? { uid: 65534, gid: 65534 } : {};

/** With all that is in it, so that its new owner can remove it. */
export function giveToNobody(folder: string): void {
  if (!isRoot) return;
  const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  for (const path of [folder, ...inside]) lchownSync(path, 65534, 65534);
}

/** False for instance for binaries of a checkout below /root, which only root may enter. */
export function nobodyCanRun(binary: string): boolean {
  return !isRoot || spawnSync('test', ['-x', binary], { ...asNobody, cwd: '/' }).status === 0;
}
