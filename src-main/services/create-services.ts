import type { Dialect } from '../dialects/dialect.ts';
import { createConnectionStore } from '../storage/saved-connections.ts';
import type { Secrets } from '../storage/secrets.ts';
import { createConnections } from './connections.ts';
import { databaseFileUrl } from './find-dialect.ts';
import { createRouter } from './router.ts';
import { ownSampleDatabase } from './sample-database.ts';
import { createSavedConnections } from './saved-connections.ts';

export type ServiceParts = {
  readonly dialects: readonly Dialect[];
  /** Where Referee keeps its files. */
  readonly folder: string;
  readonly secrets: Secrets;
  /** Path of the sample database that comes with the program. */
  readonly sampleDatabase: string;
};

/** Everything behind the contract, wired once for any shell. */
export function createServices({ dialects, folder, secrets, sampleDatabase }: ServiceParts) {
  const saved = createSavedConnections({ dialects, store: createConnectionStore(folder), secrets });
  const connections = createConnections({ dialects, folder, saved, onClosed: () => {} });
  const sampleUrl = async () => databaseFileUrl(dialects, await ownSampleDatabase(sampleDatabase, folder));
  const services = { dialects, saved, connections, sampleUrl };
  return { router: createRouter(services), connections };
}
