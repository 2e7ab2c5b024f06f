import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestServer } from '../process/test-server.ts';

/** SQLite has no server; an empty file is an empty database. */
export const server: TestServer = {
  prepare: async () => async () => {},
  async fresh() {
    const folder = mkdtempSync(join(tmpdir(), 'referee-sqlite-'));
    const file = join(folder, 'test.db');
    writeFileSync(file, '');
    return {
      url: `sqlite:${file}`,
      close: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};
