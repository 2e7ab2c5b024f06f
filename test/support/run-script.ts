import { readFile } from 'node:fs/promises';
import type { TestEngine } from './engines.ts';

/** Runs the script of a file in a database of its own. */
export async function runScript(engine: TestEngine, url: string, file: URL): Promise<void> {
  const script = await readFile(file, 'utf8');
  const database = await engine.dialect.connect(engine.dialect.parseUrl(url), { readOnly: false });
  const session = await database.session();
  try {
    for (const text of statementsOf(script)) await session.run({ text, params: [] });
  } finally {
    await session.release();
    await database.close();
  }
}

/** The statements but those that make and choose a database of their own. No value ends a line with `;`. */
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
