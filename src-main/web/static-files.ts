import { readFile, realpath } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

export type StaticFile = { readonly type: string; readonly body: Buffer };

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** The file at a URL's path below the folder; null: there is none, or the path leads out of it. */
export async function readStaticFile(folder: string, urlPath: string): Promise<StaticFile | null> {
  const path = filePath(folder, urlPath);
  const type = path === null ? undefined : types[extname(path)];
  if (path === null || type === undefined) return null;
  try {
    const real = await realpath(path);
    if (!real.startsWith((await realpath(folder)) + sep)) return null;
    return { type, body: await readFile(real) };
  } catch {
    return null;
  }
}

function filePath(folder: string, urlPath: string): string | null {
  try {
    const decoded = decodeURIComponent(urlPath);
    if (decoded.includes('\0') || decoded.includes('\\')) return null;
    const path = normalize(join(folder, decoded === '/' ? 'index.html' : decoded));
    return path.startsWith(normalize(folder + sep)) ? path : null;
  } catch {
    return null;
  }
}
