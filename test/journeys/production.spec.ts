import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { changePreview, previewChanges } from './pages/change-preview.ts';
import { tabTo } from './pages/keyboard.ts';
import { openModeSwitch } from './pages/mode-switch.ts';
import { fillConnection } from './pages/open.ts';
import { problemsOf } from './pages/problems.ts';
import { stageDelete } from './pages/records.ts';
import { chooseTheme, themes } from './pages/theme.ts';

async function openProduction(app: Page, home: string): Promise<void> {
  const file = join(home, 'live.db');
  copyFileSync('resources/sample.db', file);
  await fillConnection(app, `sqlite:${file}`);
  const form = app.getByRole('dialog', { name: 'New connection' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Bookshop');
  await form.getByRole('combobox', { name: 'Environment' }).click();
  await app.getByRole('option', { name: 'Production' }).click();
  await form.getByRole('button', { name: 'Save and open' }).click();
  await expect(app.getByRole('tree', { name: 'Tables' })).toBeVisible();
}

test('in production a change is applied only once the name of the database is typed', async ({
  app,
  home,
}) => {
  await openProduction(app, home);
  await stageDelete(app, 'customer', 'id = 16');
  const dialog = await previewChanges(app);
  const apply = dialog.getByRole('button', { name: /^Delete 1 customer/ });
  const confirm = dialog.getByRole('textbox', { name: /^This is production/ });
  await expect(apply).toBeDisabled();
  await tabTo(app, confirm);
  await app.keyboard.type('bookshop');
  await expect(apply, 'another name is not enough').toBeDisabled();
  await confirm.fill('Bookshop');
  await apply.click();
  await expect(dialog).toBeHidden();
  await expect(app.getByText('Applied in one transaction.').first()).toBeVisible();

  // The way back is a change, too.
  await app.getByText('Undo', { exact: true }).click();
  await changePreview(app);
  await expect(dialog.getByRole('textbox', { name: /^This is production/ })).toHaveValue('');
});

test('in production the mode is switched only once the name of the database is typed', async ({
  app,
  home,
}) => {
  await openProduction(app, home);
  await openModeSwitch(app);
  const apply = app.getByRole('button', { name: 'Switch to emulated' });
  await expect(apply).toBeDisabled();
  await app.getByRole('textbox', { name: /^This is production/ }).fill('Bookshop');
  await apply.click();
  await expect(app.getByText(/^Done: /)).toBeVisible({ timeout: 30_000 });
});

for (const theme of themes) {
  test(`what asks for the name has no serious accessibility problem, ${theme}`, async ({ app, home }) => {
    await app.emulateMedia({ reducedMotion: 'reduce' });
    await chooseTheme(app, theme);
    await openProduction(app, home);
    await openModeSwitch(app);
    await expect(app.getByRole('textbox', { name: /^This is production/ })).toBeVisible();
    expect(await problemsOf(app), 'mode switch').toEqual([]);
    await app.getByRole('button', { name: 'Export scripts…' }).click();
    await expect(app.getByRole('list', { name: 'Exported files' })).toBeVisible();
    expect(await problemsOf(app), 'export of the switch').toEqual([]);
    await app.keyboard.press('Escape');
    await stageDelete(app, 'customer', 'id = 16');
    await previewChanges(app);
    expect(await problemsOf(app), 'change preview').toEqual([]);
  });
}
