import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { electronBinary } from './electron-binary.ts';
import { openElectron } from './open-electron.ts';
import { openStandin } from './open-standin.ts';
import { openWeb } from './open-web.ts';
import type { Shell } from './shell.ts';

type Fixtures = {
  /** Which shell is driven: `test.use({ shell: 'desktop' })`. */
  shell: 'web' | 'desktop';
  /** Whether the tour through the program comes, as it does when a database is opened for the first time. */
  tour: boolean;
  /** The user's folder of the program, empty at first. */
  home: string;
  running: Shell;
  /** The page of the running program. */
  app: Page;
};

export const test = base.extend<Fixtures>({
  shell: ['web', { option: true }],
  tour: [false, { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from this pattern.
  home: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'referee-home-'));
    await use(home);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  },

  running: async ({ shell, tour, home, page }, use) => {
    const running = shell === 'web' ? await openWeb(page, home) : await openDesktop(home);
    if (!tour) await running.page.evaluate(() => localStorage.setItem('referee.tour', 'seen'));
    await use(running);
    await running.close();
  },

  app: async ({ running }, use) => use(running.page),
});

export { expect } from '@playwright/test';

function openDesktop(home: string): Promise<Shell> {
  const binary = electronBinary();
  return binary === null ? openStandin(home) : openElectron(binary, home);
}
