import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readJsonFile, writeJsonFile } from '../../src-main/storage/json-file.ts';
import { createConnectionStore, type StoredConnection } from '../../src-main/storage/saved-connections.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'referee-json-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a JSON file', () => {
  test('is read as it was written, in a folder made for it', async () => {
    const path = join(folder, 'deep', 'file.json');
    expect(await readJsonFile(path)).toBeNull();
    await writeJsonFile(path, { a: [1, null] });
    expect(await readJsonFile(path)).toEqual({ a: [1, null] });
    expect(await readdir(join(folder, 'deep'))).toEqual(['file.json']);
  });

  test.runIf(process.platform !== 'win32')('is for its user alone', async () => {
    const path = join(folder, 'file.json');
    await writeFile(path, '{}', { mode: 0o644 });
    await writeJsonFile(path, {});
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('that is damaged is named and left as it is', async () => {
    const path = join(folder, 'connections.json');
    const store = createConnectionStore(folder);
    for (const damaged of ['{"version":1,', '{"version":2,"connections":[]}', '[]']) {
      await writeFile(path, damaged);
      const problem = {
        code: 'request.invalid',
        message: `The file ${path} is damaged and was left as it is.`,
      };
      await expect(store.list()).rejects.toMatchObject(problem);
      await expect(store.put(connection('a', 'A'))).rejects.toMatchObject(problem);
      expect(await readFile(path, 'utf8')).toBe(damaged);
    }
  });
});

describe('the store of connections', () => {
  test('keeps them in the order in which they were first saved', async () => {
    const store = createConnectionStore(folder);
    await store.put(connection('a', 'A'));
    await store.put(connection('b', 'B'));
    await store.put(connection('a', 'A again'));
    expect((await store.list()).map(({ name }) => name)).toEqual(['A again', 'B']);
    await store.remove('a');
    expect((await createConnectionStore(folder).list()).map(({ id }) => id)).toEqual(['b']);
  });

  test('loses none of many that are saved at once', async () => {
    const store = createConnectionStore(folder);
    const ids = Array.from({ length: 20 }, (_, index) => `c${index}`);
    await Promise.all(ids.map((id) => store.put(connection(id, id))));
    expect((await store.list()).map(({ id }) => id)).toEqual(ids);
  });
});

function connection(id: string, name: string): StoredConnection {
  return {
    id,
    name,
    dialect: 'sqlite',
    settings: { file: '/tmp/shop.db' },
    environment: 'development',
    readOnly: false,
    relationMode: null,
    relationFile: null,
  };
}
