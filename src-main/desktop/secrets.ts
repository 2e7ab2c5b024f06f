import { join } from 'node:path';
import { safeStorage } from 'electron';
import type { ConnectionSettings } from '../model/connection.ts';
import { damagedFile, readJsonFile, writeJsonFile } from '../storage/json-file.ts';
import { createSessionSecrets, type Secrets } from '../storage/secrets.ts';

type Encrypted = Readonly<Record<string, string>>;

/**
 * Secrets in a file, encrypted with a key that the system keeps. On Linux without a key ring Electron would encrypt
 * with a key that everybody knows: there they last until the program ends.
 */
export function createSystemSecrets(folder: string): Secrets {
  if (!keepsKeysSafe()) return createSessionSecrets();
  const path = join(folder, 'secrets.json');
  let lastChange: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Encrypted> {
    const content = await readJsonFile(path);
    if (content === null) return {};
    if (!isEncrypted(content)) throw damagedFile(path);
    return content;
  }

  function change(edit: (secrets: Encrypted) => Encrypted): Promise<void> {
    const write = lastChange.then(async () => writeJsonFile(path, edit(await read())));
    lastChange = write.catch(() => undefined);
    return write;
  }

  return {
    lasting: true,
    has: async (id) => Object.hasOwn(await read(), id),
    async get(id) {
      const encrypted = (await read())[id];
      return encrypted === undefined ? {} : decrypt(path, encrypted);
    },
    set: (id, secrets) => {
      const encrypted = safeStorage.encryptString(JSON.stringify(secrets)).toString('base64');
      return change((all) => ({ ...all, [id]: encrypted }));
    },
    remove: (removed) =>
      change((all) => Object.fromEntries(Object.entries(all).filter(([id]) => id !== removed))),
  };
}

function keepsKeysSafe(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

function decrypt(path: string, encrypted: string): ConnectionSettings {
  try {
    const settings: unknown = JSON.parse(safeStorage.decryptString(Buffer.from(encrypted, 'base64')));
    if (isEncrypted(settings)) return settings;
  } catch (error) {
    throw damagedFile(path, error);
  }
  throw damagedFile(path);
}

function isEncrypted(content: unknown): content is Encrypted {
  return (
    typeof content === 'object' &&
    content !== null &&
    Object.values(content).every((value) => typeof value === 'string')
  );
}
