import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { tally } from './test/support/tally/vitest.ts';

const architecture = 'test/architecture.test.ts';
const conformance = ['test/conformance/**/*.test.ts', 'test/oracle/**/*.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', tally],
    // A worker that talks to a database waits for most of the time.
    maxWorkers: 2,
    projects: [
      { test: { name: 'architecture', include: [architecture] } },
      {
        plugins: [vue()],
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [architecture, ...conformance],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'conformance',
          include: conformance,
          globalSetup: './test/support/global-setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
