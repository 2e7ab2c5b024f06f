import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { tally } from './test/support/tally/vitest.ts';

const architecture = 'test/architecture.test.ts';
const conformance = ['test/conformance/**/*.test.ts', 'test/oracle/**/*.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', tally],
    // One that talks to a database waits for most of the time.
    maxWorkers: 2,
    projects: [
      { test: { name: 'architecture', include: [architecture] } },
      {
        plugins: [vue()],
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', architecture, ...conformance],
          // A test that hangs fails; one on a busy machine does not.
          testTimeout: 90_000,
        },
      },
      {
        test: {
          name: 'conformance',
          include: conformance,
          globalSetup: './test/support/global-setup.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
