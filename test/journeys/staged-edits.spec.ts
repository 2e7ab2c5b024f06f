import { expect, test } from './fixtures.ts';
import { openSample } from './pages/open.ts';
import { cell, editCell, filterRows, openTable } from './pages/records.ts';

test('staged edits survive sorting, filtering and a change of tabs', async ({ app }) => {
  await openSample(app);
  const grid = await openTable(app, 'author');
  await editCell(app, 2, 'name', 'Staged Name');
  const id = await (await cell(app, 2, 'id')).textContent();
  await (await cell(app, 3, 'name')).click();
  await app.keyboard.press('Delete');
  const staged = app.getByRole('contentinfo', { name: 'Status' }).getByText('2 staged changes');
  await expect(staged).toBeVisible();

  await grid.getByRole('columnheader', { name: 'name' }).click();
  await expect(grid.getByRole('columnheader', { name: 'name' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(staged).toBeVisible();

  await filterRows(app, `id = ${id}`);
  await expect(await cell(app, 1, 'name')).toHaveText('Staged Name');
  await expect(app.getByRole('checkbox', { name: 'Select row 1 (to update)' })).toBeVisible();

  await app.getByRole('tab', { name: 'Graph' }).click();
  await expect(app.getByRole('group', { name: 'Relation graph' })).toBeVisible();
  await expect(staged).toBeVisible();
  await app.getByRole('tab', { name: 'author' }).click();
  await expect(await cell(app, 1, 'name')).toHaveText('Staged Name');

  await app.getByRole('button', { name: 'Clear filter' }).click();
  await app.getByRole('button', { name: 'Take back' }).click();
  await expect(staged).toBeHidden();
});

test('staged edits are not left without a word', async ({ app }) => {
  await openSample(app);
  await openTable(app, 'author');
  await (await cell(app, 1, 'name')).click();
  await app.keyboard.press('Delete');
  await app.getByRole('button', { name: 'Close connection' }).click();
  const dialog = app.getByRole('dialog', { name: 'Leave without applying?' });
  await expect(dialog).toContainText('1 staged change would be lost.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.getByRole('checkbox', { name: 'Select row 1 (to delete)' })).toBeVisible();
  await app.getByRole('button', { name: 'Close connection' }).click();
  await dialog.getByRole('button', { name: 'Discard changes' }).click();
  await expect(app.getByRole('button', { name: 'Open sample database' })).toBeVisible();
});
