import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './test/support/chromium.ts';

export default defineConfig({
  testDir: 'test/journeys',
  globalSetup: ['./test/support/require-build.ts', './test/support/global-setup.ts'],
  fullyParallel: true,
  workers: 2,
  // A wait ends when what it waits for is there; these are for machines that are busy.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['./test/support/tally/playwright.ts']],
  use: {
    launchOptions: chromiumOptions,
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
  },
});
