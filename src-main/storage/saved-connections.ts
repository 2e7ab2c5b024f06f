import { join } from 'node:path';
import * as v from 'valibot';
import { environments, type SavedConnection } from '../model/connection.ts';
import { relationModes } from '../model/relation.ts';
import { damagedFile, readJsonFile, writeJsonFile } from './json-file.ts';

/** A connection as `connections.json` holds it: without its secrets. */
export type StoredConnection = Omit<SavedConnection, 'hasSecret'>;

export type ConnectionStore = {
  /** In the order in which they were first saved. */
  list(): Promise<readonly StoredConnection[]>;
  /** Replaces the one with the same id, else adds it. */
  put(connection: StoredConnection): Promise<void>;
  remove(id: string): Promise<void>;
};

const storedConnections = v.strictObject({
  version: v.literal(1),
  connections: v.array(
    v.strictObject({
      id: v.string(),
      name: v.string(),
      dialect: v.string(),
      settings: v.record(v.string(), v.string()),
      environment: v.picklist(environments),
      readOnly: v.boolean(),
      relationMode: v.nullable(v.picklist(relationModes)),
      relationFile: v.nullable(v.string()),
    }),
  ),
});

export function createConnectionStore(folder: string): ConnectionStore {
  const path = join(folder, 'connections.json');
  let lastWrite: Promise<unknown> = Promise.resolve();

  async function list(): Promise<readonly StoredConnection[]> {
    const content = await readJsonFile(path);
    if (content === null) return [];
    const parsed = v.safeParse(storedConnections, content);
    if (!parsed.success) throw damagedFile(path);
    return parsed.output.connections;
  }

  /** One after the other, so that no change overwrites another one's. */
  function change(edit: (connections: readonly StoredConnection[]) => StoredConnection[]): Promise<void> {
    const write = lastWrite.then(async () =>
      writeJsonFile(path, { version: 1, connections: edit(await list()) }),
    );
    lastWrite = write.catch(() => undefined);
    return write;
  }

  return {
    list,
    put: (connection) =>
      change((connections) =>
        connections.some(({ id }) => id === connection.id)
          ? connections.map((other) => (other.id === connection.id ? connection : other))
          : [...connections, connection],
      ),
    remove: (removed) => change((connections) => connections.filter(({ id }) => id !== removed)),
  };
}
