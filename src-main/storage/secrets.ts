import type { ConnectionSettings } from '../model/connection.ts';

/** Keeps the secret settings of saved connections, by the connection's id. */
export type Secrets = {
  /** False: they are gone when the program ends. */
  readonly lasting: boolean;
  has(id: string): Promise<boolean>;
  /** {} where none are kept. */
  get(id: string): Promise<ConnectionSettings>;
  set(id: string, secrets: ConnectionSettings): Promise<void>;
  remove(id: string): Promise<void>;
};

/** For where there is no store that encrypts: nothing is ever written to disk. */
export function createSessionSecrets(): Secrets {
  const kept = new Map<string, ConnectionSettings>();
  return {
    lasting: false,
    has: async (id) => kept.has(id),
    get: async (id) => kept.get(id) ?? {},
    async set(id, secrets) {
      kept.set(id, secrets);
    },
    async remove(id) {
      kept.delete(id);
    },
  };
}
