import type { Dialect } from '../../src-main/dialects/dialect.ts';
import { dialects } from '../../src-main/dialects/registry.ts';
import { findServer } from './find-servers.ts';
import type { FreshDatabase } from './process/test-server.ts';

export type TestEngine = {
  readonly id: string;
  readonly dialect: Dialect;
  /** An empty database of its own. */
  fresh(): Promise<FreshDatabase>;
};

/** Every engine of the program with a server to test it on. */
export const engines: readonly TestEngine[] = await Promise.all(
  dialects.map(async (dialect) => {
    const server = await findServer(dialect.info.id);
    return { id: dialect.info.id, dialect, fresh: server.fresh };
  }),
);

/** For the tests of one engine alone. */
export function engine(id: string): TestEngine {
  const found = engines.find((candidate) => candidate.id === id);
  if (found === undefined)
    throw new Error(`No engine ${id}; there are ${engines.map((e) => e.id).join(', ')}.`);
  return found;
}
