import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TestEngine } from './engines.ts';

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
  postgresql: (engine, url) => runScript(engine, url, 'chinook-postgresql.sql'),
  mysql: (engine, url) => runScript(engine, url, 'chinook-mysql.sql'),
};

async function runScript(engine: TestEngine, url: string, name: string): Promise<void> {
  const script = await readFile(new URL(name, folder), 'utf8');
  const database = await engine.dialect.connect(engine.dialect.parseUrl(url), { readOnly: false });
  const session = await database.session();
  try {
    for (const text of statementsOf(script)) await session.run({ text, params: [] });
  } finally {
    await session.release();
    await database.close();
  }
}

/** The statements but those that make and choose a database of their own. No value of Chinook ends a line with `;`. */
function statementsOf(script: string): readonly string[] {
  return script
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(/;\s*\n/)
    .map((text) => text.trim())
    .filter(
      (text) =>
        text !== '' && !/^(DROP DATABASE|CREATE DATABASE|USE|\\c)\b/.test(text) && !text.startsWith('\\'),
    );
}
