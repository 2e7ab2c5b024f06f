import { expect, test } from './fixtures.ts';
import { openSample } from './pages/open.ts';
import { problemsOf } from './pages/problems.ts';
import { cell, editor, filterRows, openTable } from './pages/records.ts';

test('a row is a form, with its parents and those that reference it, by keyboard', async ({ app }) => {
  await openSample(app);
  await openTable(app, 'customer');
  await (await cell(app, 2, 'name')).click();
  await app.keyboard.press('Alt+Enter');
  const row = app.getByRole('complementary', { name: 'Row of customer' });
  await expect(row.getByRole('button', { name: /^id: 2$/ })).toBeFocused();
  await app.keyboard.press('ArrowDown');
  await expect(row.getByRole('button', { name: /^name: / })).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(editor(app, 'name')).toBeFocused();
  await app.keyboard.type('From the form');
  await app.keyboard.press('Enter');
  await expect(await cell(app, 2, 'name')).toHaveText('From the form');
  await expect(row.getByRole('button', { name: /^email: / })).toBeFocused();

  const children = row.getByRole('region', { name: 'Referenced by' });
  await expect(children.getByRole('button', { name: /^order\s+customer_id\s+[\d,]+$/ })).toBeVisible();
  expect(await problemsOf(app)).toEqual([]);

  await children.getByRole('button', { name: /^order\s+customer_id\s+[\d,]+$/ }).click();
  await expect(app.getByRole('grid', { name: 'order' })).toBeVisible();
  await expect(await cell(app, 1, 'customer_id')).toHaveText(/^2/);
  await app.keyboard.press('Alt+,');
  await expect(app.getByRole('grid', { name: 'customer' })).toBeVisible();
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: /^id: / }).focus();
  await app.keyboard.press('Escape');
  await expect(row).toBeHidden();
  await expect(app.getByRole('grid')).toBeFocused();
});

test('places are gone back to and forward, with their filters', async ({ app }) => {
  await openSample(app);
  await openTable(app, 'city');
  await filterRows(app, "country_code = 'GB'");
  await (await cell(app, 1, 'country_code')).click();
  await app.keyboard.press('Control+Enter');
  await expect(app.getByRole('grid', { name: 'country' })).toBeVisible();
  await expect(await cell(app, 1, 'code')).toHaveText('GB');
  await openTable(app, 'author');

  await app.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(app.getByRole('grid', { name: 'country' })).toBeVisible();
  await app.keyboard.press('Alt+,');
  await expect(app.getByRole('grid', { name: 'city' })).toBeVisible();
  await expect(await cell(app, 2, 'country_code')).toHaveText(/^GB/);
  await app.keyboard.press('Alt+,');
  await expect(await cell(app, 1, 'id')).toHaveText('1');
  await app.keyboard.press('Alt+.');
  await app.keyboard.press('Alt+.');
  await app.keyboard.press('Alt+.');
  await expect(app.getByRole('grid', { name: 'author' })).toBeVisible();
  await expect(app.getByRole('button', { name: 'Forward' })).toBeDisabled();
});
