import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { inProject, say } from './project.mjs';
import { capture } from './run.mjs';

const patience = 4000;

/**
 * Electron's binary: as ELECTRON_PATH says, else as its package downloads it on first use.
 * `{ path }`, or `{ missing }` with the reason.
 */
export async function findElectron() {
  const given = process.env.ELECTRON_PATH;
  if (given !== undefined) {
    return existsSync(given)
      ? { path: given }
      : { missing: `ELECTRON_PATH names ${given}, which does not exist` };
  }
  const installed = installedElectron();
  if (installed !== null) return { path: installed };
  const problem = (await isReachable()) || isCached() ? await download() : 'its download cannot be reached';
  const path = installedElectron();
  return path === null ? { missing: problem } : { path };
}

/** The package notes in path.txt where the binary is, once it is there. */
export function installedElectron() {
  try {
    const name = readFileSync(inProject('node_modules', 'electron', 'path.txt'), 'utf8');
    const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? inProject('node_modules', 'electron', 'dist');
    return existsSync(join(folder, name)) ? join(folder, name) : null;
  } catch {
    return null;
  }
}

async function download() {
  say('Downloading Electron …');
  const { code, output } = await capture('node', ['node_modules/electron/install.js']);
  return code === 0 ? 'its download is incomplete' : `its download failed (${firstLine(output)})`;
}

function firstLine(output) {
  return output.trim().split('\n')[0];
}

function archive() {
  const { version } = JSON.parse(readFileSync(inProject('node_modules', 'electron', 'package.json'), 'utf8'));
  return { version, name: `electron-v${version}-${process.platform}-${process.arch}.zip` };
}

async function isReachable() {
  const { version, name } = archive();
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  const folder = mirror ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const answer = await fetch(`${folder}v${version}/${name}`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(patience),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Where Electron's downloader keeps what other projects have downloaded. */
function isCached() {
  const caches = {
    darwin: join(homedir(), 'Library', 'Caches', 'electron'),
    win32: join(process.env.LOCALAPPDATA ?? homedir(), 'electron', 'Cache'),
  };
  const usual =
    caches[process.platform] ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'electron');
  const folder = process.env.electron_config_cache ?? usual;
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((path) => path.endsWith(archive().name))
  );
}
