import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { expect, test } from './fixtures.ts';
import { previewChanges } from './pages/change-preview.ts';
import { openModeSwitch, relationRows } from './pages/mode-switch.ts';
import { connect } from './pages/open.ts';
import { cell, openTable } from './pages/records.ts';

const table = `<img src=x onerror="window.hacked=1">'"; DROP TABLE kid;--`;
const column = `"'<script>window.hacked=2</script>`;
const value = `<svg onload="window.hacked=3"></svg>\u202e'"\`\${1}{{ 7*7 }}`;
/** What turns the direction of text round is shown as a sign. */
const shown = value.replace('\u202e', '⟨202e⟩');

for (const shell of ['web', 'desktop'] as const) {
  test.describe(`the ${shell} shell`, () => {
    test.use({ shell });

    test('names and values with markup and quotes are shown as text and never run', async ({ app, home }) => {
      const file = join(home, 'hostile.db');
      createDatabase(file);
      const opened: string[] = [];
      app.on('dialog', (dialog) => {
        opened.push(dialog.message());
        void dialog.dismiss();
      });
      await connect(app, `sqlite:${file}`);
      await expectHarmless(app);
      await expect(app.getByRole('region', { name: table })).toBeVisible();

      await openTable(app, table);
      await expect(await cell(app, 1, column)).toHaveText(shown);
      await (await cell(app, 1, column)).click();
      await app.keyboard.press('Delete');
      await expectHarmless(app);
      const dialog = await previewChanges(app);
      await expect(dialog.getByRole('tree').getByText(table)).toBeVisible();
      await expect(dialog.getByRole('cell', { name: shown })).toBeVisible();
      await dialog.getByRole('tab', { name: /SQL/ }).click();
      await expectHarmless(app);
      await dialog.getByRole('button', { name: 'Cancel' }).click();

      await openModeSwitch(app);
      await expect(relationRows(app).getByText(table)).toBeVisible();
      await expectHarmless(app);
      expect(opened).toEqual([]);
    });
  });
}

function createDatabase(file: string): void {
  const database = new Database(file);
  const [parent, text] = [table, column].map((name) => `"${name.replaceAll('"', '""')}"`);
  database.exec(`CREATE TABLE ${parent} (id INTEGER PRIMARY KEY, ${text} TEXT)`);
  database.exec(
    `CREATE TABLE kid (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES ${parent} ON DELETE CASCADE)`,
  );
  database.prepare(`INSERT INTO ${parent} VALUES (1, ?)`).run(value);
  database.exec('INSERT INTO kid VALUES (1, 1)');
  database.close();
}

async function expectHarmless(app: Page): Promise<void> {
  const injected = app.locator('img[src=x], svg[onload], script:not([src])');
  await expect(injected).toHaveCount(0);
  expect(await app.evaluate(() => 'hacked' in window)).toBe(false);
}
