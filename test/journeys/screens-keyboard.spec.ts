import { expect, test } from './databases/shop-fixture.ts';
import { dump, foreignKeys } from './databases/sql-database.ts';
import { changePreview } from './pages/change-preview.ts';
import { tabTo } from './pages/keyboard.ts';

test('by the keyboard alone, orphans are found and repaired, and the repair is undone from the history', async ({
  app,
  shop,
}) => {
  await shop.database.query('PRAGMA foreign_keys = OFF');
  await shop.database.query('DELETE FROM customer WHERE id = 16');
  const before = await dump(shop.database);
  const press = (key: string) => app.keyboard.press(key);
  const command = async (name: string) => {
    await press('Control+k');
    await app.keyboard.type(name);
    await press('Enter');
  };

  await command('show integrity');
  await command('audit all rows');
  const findings = app.getByRole('listbox', { name: 'Findings' });
  await tabTo(app, findings);
  const review = findings.getByRole('option', { name: /^review/ });
  while ((await review.getAttribute('aria-selected')) !== 'true') await press('ArrowDown');
  await tabTo(app, app.getByRole('radio', { name: /^Delete these rows/ }));
  await press('ArrowDown');
  await expect(app.getByRole('radio', { name: /^Set customer_id/ })).toBeChecked();
  await press('Enter');
  const dialog = await changePreview(app);
  await tabTo(app, dialog.getByRole('button', { name: /^Update / }));
  await press('Enter');
  await expect(dialog).toBeHidden();
  expect(await dump(shop.database)).not.toEqual(before);

  await command('show the history');
  const entries = app.getByRole('listbox', { name: 'Applied changes' });
  await tabTo(app, entries);
  await expect(entries.getByRole('option', { selected: true })).toHaveCount(1);
  await command('undo the chosen');
  await changePreview(app);
  await tabTo(app, dialog.getByRole('button', { name: /^Update / }));
  await press('Enter');
  await expect(dialog).toBeHidden();
  expect(await dump(shop.database)).toEqual(before);
});

test('by the keyboard alone, the relation mode is switched', async ({ app, shop }) => {
  await app.keyboard.press('Control+k');
  await app.keyboard.type('switch the relation mode');
  await app.keyboard.press('Enter');
  const apply = app.getByRole('button', { name: 'Switch to emulated' });
  await expect(apply).toBeEnabled();
  await tabTo(app, apply);
  await app.keyboard.press('Enter');
  await expect(app.getByText(/^Done: /)).toBeVisible({ timeout: 30_000 });
  expect(await foreignKeys(shop.database)).toEqual([]);
});
