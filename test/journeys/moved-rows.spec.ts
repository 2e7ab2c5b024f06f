import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from './fixtures.ts';
import { applyChanges, previewChanges } from './pages/change-preview.ts';
import { openSample } from './pages/open.ts';
import { cell, editCell, openTable } from './pages/records.ts';

test('a preview tells which rows have changed since they were edited, and leaves the choice', async ({
  app,
  home,
}) => {
  await openSample(app);
  await openTable(app, 'author');
  await editCell(app, 1, 'name', 'Mine 1');
  await editCell(app, 2, 'name', 'Mine 2');
  await editCell(app, 3, 'name', 'Mine 3');
  const database = new Database(join(home, 'sample.db'));
  database.exec("UPDATE author SET name = 'Theirs ' || id WHERE id <= 2");

  await previewChanges(app);
  const dialog = app.getByRole('dialog', { name: 'Change preview' });
  await expect(
    dialog.getByText('2 rows have changed in the database since they were edited here.'),
  ).toBeVisible();
  const first = dialog.getByRole('region', { name: 'author 1' });
  await expect(first.getByRole('row', { name: /^name .* Theirs 1 Mine 1$/ })).toBeVisible();

  await dialog.getByRole('button', { name: 'Keep mine: author 1' }).focus();
  await app.keyboard.press('Enter');
  await expect(first).toBeHidden();
  await dialog.getByRole('button', { name: 'Take theirs: author 2' }).click();
  await expect(dialog.getByRole('region', { name: /^author/ })).toBeHidden();
  await applyChanges(app);
  await expect(await cell(app, 2, 'name')).toHaveText('Theirs 2');
  const names = database.prepare('SELECT name FROM author WHERE id <= 3 ORDER BY id').pluck().all();
  database.close();
  expect(names).toEqual(['Mine 1', 'Theirs 2', 'Mine 3']);
});
