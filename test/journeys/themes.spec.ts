import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { chooseTheme } from './pages/theme.ts';

for (const shell of ['web', 'desktop'] as const) {
  test.describe(`the ${shell} shell`, () => {
    test.use({ shell });

    test('the theme can be chosen and stays chosen', async ({ app }) => {
      await chooseTheme(app, 'light');
      const light = await brightness(app);
      await chooseTheme(app, 'dark');
      const dark = await brightness(app);
      expect(light).toBeGreaterThan(200);
      expect(dark).toBeLessThan(60);
      await app.reload();
      await expect(app.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
      expect(await brightness(app)).toBe(dark);
    });
  });
}

/** Of the page's background, from 0 to 255. */
function brightness(app: Page): Promise<number> {
  return app.evaluate(() => {
    const pixel = new OffscreenCanvas(1, 1).getContext('2d');
    if (pixel === null) return Number.NaN;
    pixel.fillStyle = getComputedStyle(document.body).backgroundColor;
    pixel.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = pixel.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });
}
