import { randomUUID } from 'node:crypto';
import type { InferOutput } from 'valibot';
import type { connectionSchema } from '../contract/schemas.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ConnectionSettings, SavedConnection } from '../model/connection.ts';
import { AppError } from '../model/error.ts';
import type { RelationMode } from '../model/relation.ts';
import type { ConnectionStore, StoredConnection } from '../storage/saved-connections.ts';
import type { Secrets } from '../storage/secrets.ts';
import { dialectById } from './find-dialect.ts';

export type ConnectionToSave = InferOutput<typeof connectionSchema>;

export type SavedConnections = {
  list(): Promise<readonly SavedConnection[]>;
  save(connection: ConnectionToSave): Promise<readonly SavedConnection[]>;
  remove(id: string): Promise<readonly SavedConnection[]>;
  /** Writes the mode where the saved connection names one; else its relation file says it. */
  keepMode(id: string, mode: RelationMode): Promise<void>;
  /** The connection with its secrets among the settings; `request.invalid` where there is none. */
  find(id: string): Promise<{ readonly saved: StoredConnection; readonly settings: ConnectionSettings }>;
};

export function createSavedConnections(parts: {
  readonly dialects: readonly Dialect[];
  readonly store: ConnectionStore;
  readonly secrets: Secrets;
}): SavedConnections {
  const { dialects, store, secrets } = parts;

  async function list(): Promise<readonly SavedConnection[]> {
    const stored = await store.list();
    return Promise.all(
      stored.map(async (connection) => ({ ...connection, hasSecret: await secrets.has(connection.id) })),
    );
  }

  async function find(id: string): Promise<StoredConnection> {
    const saved = (await store.list()).find((connection) => connection.id === id);
    if (saved !== undefined) return saved;
    throw new AppError('request.invalid', `No connection is saved under the id "${id}".`);
  }

  return {
    list,
    async save({ secrets: given, id: existing, settings: all, ...rest }) {
      const dialect = dialectById(dialects, rest.dialect);
      if (existing !== undefined) await find(existing);
      const id = existing ?? randomUUID();
      const { settings, secret } = separateSecrets(dialect, { ...all, ...given });
      await store.put({ ...rest, id, settings });
      if (Object.keys(secret).length > 0) await secrets.set(id, secret);
      else if (given !== undefined) await secrets.remove(id);
      return list();
    },
    async remove(id) {
      await store.remove(id);
      await secrets.remove(id);
      return list();
    },
    async keepMode(id, mode) {
      const saved = (await store.list()).find((connection) => connection.id === id);
      if (saved === undefined || saved.relationMode === null || saved.relationMode === mode) return;
      await store.put({ ...saved, relationMode: mode });
    },
    async find(id) {
      const saved = await find(id);
      return { saved, settings: { ...saved.settings, ...(await secrets.get(id)) } };
    },
  };
}

/** Secrets are kept apart even where they come among the other settings. A field that is not of the dialect is refused. */
function separateSecrets(
  { info }: Dialect,
  all: ConnectionSettings,
): { readonly settings: ConnectionSettings; readonly secret: ConnectionSettings } {
  const fields = new Map(info.fields.map((field) => [field.name, field]));
  const given = Object.entries(all).filter(([, value]) => value !== '');
  for (const [name] of given) {
    if (fields.has(name)) continue;
    throw new AppError('request.invalid', `A connection to ${info.label} has no field "${name}".`, {
      hint: `Its fields are ${[...fields.keys()].join(', ')}.`,
    });
  }
  const missing = info.fields.find(({ name, required }) => required && (all[name] ?? '') === '');
  if (missing !== undefined && missing.kind !== 'secret') {
    throw new AppError(
      'request.invalid',
      `A connection to ${info.label} needs the field "${missing.label}".`,
    );
  }
  const isSecret = ([name]: readonly [string, string]) => fields.get(name)?.kind === 'secret';
  return {
    settings: Object.fromEntries(given.filter((entry) => !isSecret(entry))),
    secret: Object.fromEntries(given.filter(isSecret)),
  };
}
