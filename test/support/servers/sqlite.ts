import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestServer } from '../process/test-server.ts';

/** SQLite creates the file of a new database on its first write; it has no server. */
export const server: TestServer = {
  prepare: async () => async () => {},
  async fresh() {
    const folder = mkdtempSync(join(tmpdir(), 'referee-sqlite-'));
    return {
      url: `sqlite:${join(folder, 'test.db')}`,
      close: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};
