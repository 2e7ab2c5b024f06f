import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { freshChinook } from './chinook.ts';
import { engine, engines } from './engines.ts';
import { freshNorthwind } from './northwind.ts';
import { type OpenDatabase, openFresh } from './open-database.ts';

const sampleDatabase = fileURLToPath(new URL('../../resources/sample.db', import.meta.url));

/** Databases that people know, each with the number of its foreign keys. */
export const databases: readonly { name: string; keys: number; open: () => Promise<OpenDatabase> }[] = [
  ...engines.map((one) => ({
    name: `Chinook on ${one.id}`,
    keys: 11,
    open: async () => openFresh(one, await freshChinook(one)),
  })),
  {
    name: 'Northwind on postgresql',
    keys: 13,
    open: async () => openFresh(engine('postgresql'), await freshNorthwind()),
  },
  { name: 'the sample database', keys: 23, open: openSample },
];

async function openSample(): Promise<OpenDatabase> {
  const sqlite = engine('sqlite');
  const fresh = await sqlite.fresh();
  await copyFile(sampleDatabase, sqlite.dialect.parseUrl(fresh.url).file ?? '');
  return openFresh(sqlite, fresh);
}
