import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const installed = fileURLToPath(new URL('../../node_modules/electron', import.meta.url));

/** The real Electron where it is installed and has a display to run on; else null, and the stand-in runs. */
export function electronBinary(): string | null {
  const path = process.env.ELECTRON_PATH ?? installedBinary();
  const hasDisplay =
    process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  return path !== null && existsSync(path) && hasDisplay ? path : null;
}

export function electronText(): string {
  const binary = electronBinary();
  return binary === null
    ? 'Electron: stand-in, the real binary cannot be had here'
    : `Electron: real binary (${binary})`;
}

/** Its package notes in path.txt where the binary is, once it was downloaded. */
function installedBinary(): string | null {
  const note = join(installed, 'path.txt');
  return existsSync(note) ? join(installed, 'dist', readFileSync(note, 'utf8')) : null;
}
