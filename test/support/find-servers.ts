import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { TestServer } from './process/test-server.ts';

const folder = new URL('./servers/', import.meta.url);

export async function findServer(id: string): Promise<TestServer> {
  const file = new URL(`${id}.ts`, folder);
  if (!existsSync(file)) {
    throw new Error(`The dialect ${id} cannot be tested: write test/support/servers/${id}.ts.`);
  }
  const module: { readonly server: TestServer } = await import(/* @vite-ignore */ file.href);
  return module.server;
}

export function findServers(): Promise<TestServer[]> {
  return Promise.all(readdirSync(folder).map((name) => findServer(basename(name, '.ts'))));
}
