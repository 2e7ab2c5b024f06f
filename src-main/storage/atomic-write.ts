import { randomUUID } from 'node:crypto';
import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file as a whole: after a crash or a power cut there is the old text or the new one, never a part.
 * A file that exists keeps its permissions; a new one is as private as its folder. `permissions`: these instead.
 */
export async function writeAtomically(path: string, text: string, permissions?: number): Promise<void> {
  const destination = await realpath(path).catch(() => path);
  const folder = dirname(destination);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const existing = await stat(destination).catch(() => null);
  const kept = (existing ?? (await stat(folder))).mode & 0o666;
  const temporary = join(folder, `.${basename(destination)}.${randomUUID()}.tmp`);
  try {
    await writeDurably(temporary, text, permissions ?? kept);
    await rename(temporary, destination);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

async function writeDurably(path: string, text: string, permissions: number): Promise<void> {
  const file = await open(path, 'wx', permissions);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The rename itself is durable only when the folder is; Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
