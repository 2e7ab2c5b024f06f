import { expect, test } from './databases/shop-fixture.ts';
import { dump } from './databases/sql-database.ts';
import { applyChanges, changePreview, previewChanges } from './pages/change-preview.ts';
import { problemsOf } from './pages/problems.ts';
import { openTable, stageDelete } from './pages/records.ts';
import { chooseTheme, themes } from './pages/theme.ts';

test('orphans are found, repaired, and the repair is undone from the history', async ({ app, shop }) => {
  await shop.database.query('PRAGMA foreign_keys = OFF');
  await shop.database.query('DELETE FROM customer WHERE id = 16');
  const before = await dump(shop.database);

  await app.getByRole('banner').getByRole('button', { name: 'Integrity' }).click();
  await app.getByRole('button', { name: 'Audit all rows' }).click();
  const findings = app.getByRole('listbox', { name: 'Findings' });
  await findings.getByRole('option', { name: /^review/ }).click();
  await app.getByRole('radio', { name: /^Set customer_id/ }).check();
  await app.getByRole('button', { name: 'Preview the repair' }).click();
  await changePreview(app);
  await applyChanges(app);
  await expect(findings.getByRole('option', { name: /^review/ })).toHaveCount(0);
  expect(await dump(shop.database)).not.toEqual(before);

  await app.getByRole('button', { name: 'Audit all rows' }).click();
  await expect(app.getByText(/1 finding gone/)).toBeVisible();

  await app.getByRole('banner').getByRole('button', { name: 'History' }).click();
  await app.getByRole('button', { name: 'Undo…' }).click();
  await changePreview(app);
  await applyChanges(app);
  const entries = app.getByRole('listbox', { name: 'Applied changes' });
  await expect(entries.getByRole('option').first()).toContainText('Undo');
  expect(await dump(shop.database)).toEqual(before);
});

test('what would follow is marked in the tables while the preview is set aside', async ({ app, shop }) => {
  expect(shop.database.url).toContain('sample.db');
  await stageDelete(app, 'customer', 'id = 16');
  const dialog = await previewChanges(app);
  await dialog.getByRole('tab', { name: /^SQL/ }).click();
  await expect(dialog.getByRole('region', { name: 'Statements of the plan' })).toContainText('DELETE');
  await dialog.getByRole('button', { name: 'Look at the tables' }).click();
  const strip = app.getByRole('region', { name: 'Change preview, set aside' });
  await expect(strip).toBeVisible();
  await openTable(app, 'customer_profile');
  const marked = app.getByRole('checkbox', { name: /would be deleted by what is previewed/ });
  await expect(marked.first()).toBeVisible();
  await strip.getByRole('button', { name: 'Back to the preview' }).click();
  // As it was left.
  await expect(dialog.getByRole('region', { name: 'Statements of the plan' })).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(strip).toBeHidden();
  await expect(marked).toHaveCount(0);
});

for (const theme of themes) {
  test(`integrity and history have no serious accessibility problem, ${theme}`, async ({ app, shop }) => {
    await shop.database.query('PRAGMA foreign_keys = OFF');
    await shop.database.query('DELETE FROM customer WHERE id = 16');
    await app.emulateMedia({ reducedMotion: 'reduce' });
    await chooseTheme(app, theme);
    await app.getByRole('banner').getByRole('button', { name: 'Integrity' }).click();
    expect(await problemsOf(app), 'before the audit').toEqual([]);
    await app.getByRole('button', { name: 'Audit all rows' }).click();
    await expect(app.getByRole('listbox', { name: 'Findings' })).toBeVisible();
    expect(await problemsOf(app), 'integrity').toEqual([]);
    await app.getByRole('banner').getByRole('button', { name: 'History' }).click();
    await expect(app.getByText('Nothing was applied yet')).toBeVisible();
    expect(await problemsOf(app), 'history').toEqual([]);
  });
}
