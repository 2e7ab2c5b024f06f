import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import vue from '@vitejs/plugin-vue';
import { createServer } from 'vite';

/** A picture of all components in both themes, from the development server: the built program has no such page. */
export async function takeGallery(browser: Browser, folder: string): Promise<void> {
  const server = await createServer({
    configFile: false,
    root: 'src-renderer',
    plugins: [vue()],
    logLevel: 'warn',
  });
  await server.listen();
  const page = await browser.newPage({ viewport: { width: 1920, height: 1000 }, reducedMotion: 'reduce' });
  try {
    await page.goto(new URL('gallery/', server.resolvedUrls?.local[0]).href);
    for (const theme of ['dark', 'light']) {
      await page
        .frameLocator(`iframe[title=${theme}]`)
        .getByRole('region', { name: 'Button', exact: true })
        .waitFor();
    }
    const path = join(folder, 'components.png');
    await page.screenshot({ path });
    console.log(path);
  } finally {
    await page.close();
    await server.close();
  }
}
