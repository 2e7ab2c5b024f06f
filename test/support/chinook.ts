import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TestEngine } from './engines.ts';
import { runScript } from './run-script.ts';

const folder = new URL('../data/chinook/', import.meta.url);

/** A fresh database with Chinook in it: a real record shop of 11 tables. `close` drops it. */
export async function freshChinook(engine: TestEngine) {
  const fresh = await engine.fresh();
  const load = loaders[engine.id];
  if (load === undefined)
    throw new Error(`There is no Chinook for ${engine.id} in ${fileURLToPath(folder)}.`);
  await load(engine, fresh.url);
  return fresh;
}

const loaders: Readonly<Record<string, (engine: TestEngine, url: string) => Promise<void>>> = {
  sqlite: async (engine, url) => {
    const file = engine.dialect.parseUrl(url).file ?? '';
    await writeFile(file, await readFile(new URL('chinook.sqlite', folder)));
  },
  postgresql: (engine, url) => runScript(engine, url, new URL('chinook-postgresql.sql', folder)),
  mysql: (engine, url) => runScript(engine, url, new URL('chinook-mysql.sql', folder)),
};
