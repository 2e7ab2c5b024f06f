import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { openWeb } from '../../test/journeys/open-web.ts';
import { chooseTheme, themes } from '../../test/journeys/pages/theme.ts';
import { chromiumOptions } from '../../test/support/chromium.ts';
import { takeGallery } from './gallery.ts';
import { screens } from './screens.ts';

/** Pictures of every screen with the sample database, from what was built, for docs/screenshots. */
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
if (!existsSync('out/main/web.js')) throw new Error('Nothing is built yet. Run: npm run build');
/** The small ones are those of the README. */
const sizes = [
  { folder: 'docs/screenshots', viewport: { width: 1280, height: 800 } },
  { folder: 'docs/screenshots/1920x1200', viewport: { width: 1920, height: 1200 } },
];

const browser = await chromium.launch(chromiumOptions);
try {
  await takeGallery(browser, 'docs/screenshots');
  for (const size of sizes) {
    mkdirSync(size.folder, { recursive: true });
    for (const theme of themes) await takeAll(theme, size);
  }
} finally {
  await browser.close();
}

async function takeAll(
  theme: (typeof themes)[number],
  { folder, viewport }: (typeof sizes)[number],
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'referee-screenshots-'));
  const context = await browser.newContext({
    viewport,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const shell = await openWeb(await context.newPage(), home);
  try {
    await chooseTheme(shell.page, theme);
    await shell.page.evaluate(() => localStorage.setItem('referee.tour', 'seen'));
    for (const { name, show } of screens) {
      await show(shell.page);
      const path = join(folder, `${name}-${theme}.png`);
      await shell.page.screenshot({ path, caret: 'initial' });
      console.log(path);
    }
  } finally {
    await shell.close();
    await context.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
