import { existsSync } from 'node:fs';

/**
 * From source the worker lies beside this file and Node strips its types; in the bundle it is `sqlite-worker.js`, beside
 * this code or one folder above where this code was put into a chunk.
 */
export function workerUrl(): URL {
  const here = import.meta.url;
  const candidates = here.endsWith('.ts') ? ['./worker.ts'] : ['./sqlite-worker.js', '../sqlite-worker.js'];
  const urls = candidates.map((path) => new URL(path, here));
  const found = urls.find((url) => existsSync(url)) ?? urls[0];
  if (found === undefined) throw new Error('The SQLite worker is missing from this installation.');
  return found;
}
