import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dialects } from '../../src-main/dialects/registry.ts';
import { createSavedConnections } from '../../src-main/services/saved-connections.ts';
import { createConnectionStore } from '../../src-main/storage/saved-connections.ts';
import { createSessionSecrets } from '../../src-main/storage/secrets.ts';

const remote = dialects.find(({ info }) => info.fields.some(({ kind }) => kind === 'secret'));
const secret = remote?.info.fields.find(({ kind }) => kind === 'secret')?.name ?? '';

let folder: string;
let saved: ReturnType<typeof createSavedConnections>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'referee-secrets-'));
  saved = createSavedConnections({
    dialects,
    store: createConnectionStore(folder),
    secrets: createSessionSecrets(),
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const connection = {
  name: 'Shop',
  dialect: remote?.info.id ?? '',
  settings: Object.fromEntries(
    (remote?.info.fields ?? []).filter(({ required }) => required).map(({ name }) => [name, 'x']),
  ),
  environment: 'staging',
  readOnly: false,
  relationMode: null,
  relationFile: null,
} as const;

describe('the secrets of a saved connection', () => {
  test.each([
    ['given apart', { secrets: { [secret]: 'hunter2' } }],
    ['given among the settings', { settings: { ...connection.settings, [secret]: 'hunter2' } }],
  ])('are in no file and in no answer: %s', async (_, given) => {
    const [shown] = await saved.save({ ...connection, ...given });
    expect(shown?.hasSecret).toBe(true);
    expect(JSON.stringify(shown)).not.toContain('hunter2');
    for (const name of await readdir(folder)) {
      expect(await readFile(join(folder, name), 'utf8')).not.toContain('hunter2');
    }
    expect((await saved.find(shown?.id ?? '')).settings[secret]).toBe('hunter2');
  });

  test('stay when the connection is saved without them, and go when they are emptied', async () => {
    const [shown] = await saved.save({ ...connection, secrets: { [secret]: 'hunter2' } });
    const id = shown?.id ?? '';
    expect(await saved.save({ ...connection, id })).toMatchObject([{ hasSecret: true }]);
    expect(await saved.save({ ...connection, id, secrets: { [secret]: '' } })).toMatchObject([
      { hasSecret: false },
    ]);
  });

  test('go with the connection', async () => {
    const [shown] = await saved.save({ ...connection, secrets: { [secret]: 'hunter2' } });
    await saved.remove(shown?.id ?? '');
    const [next] = await saved.save(connection);
    expect((await saved.find(next?.id ?? '')).settings[secret]).toBeUndefined();
  });
});
