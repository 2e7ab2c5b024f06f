import { expect, test } from './fixtures.ts';

for (const shell of ['web', 'desktop'] as const) {
  test.describe(`the ${shell} shell`, () => {
    test.use({ shell });

    test('opens the sample database with all its tables', async ({ app }) => {
      const complaints: string[] = [];
      app.on('pageerror', (error) => complaints.push(error.message));
      await app.getByText('Open sample database').first().click();
      await expect(app.getByText('17 tables, 23 relations')).toBeVisible();
      expect(complaints).toEqual([]);
    });

    test('refuses scripts from elsewhere', async ({ app }) => {
      const loaded = await app.evaluate(
        () =>
          new Promise((resolve) => {
            const script = document.createElement('script');
            script.src = 'data:text/javascript,';
            script.onload = () => resolve(true);
            script.onerror = () => resolve(false);
            document.head.append(script);
          }),
      );
      expect(loaded).toBe(false);
    });
  });
}
