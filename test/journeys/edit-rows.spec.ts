import { join } from 'node:path';
import { openSqlite } from './databases/sqlite.ts';
import { expect, test } from './fixtures.ts';
import { applyChanges, previewChanges, totals } from './pages/change-preview.ts';
import { openSample } from './pages/open.ts';
import { cell, editCell, openTable } from './pages/records.ts';

const name = `O'Neil "Owl" 🦉 \\ %_ ; -- <b>`;
const beyondDouble = '9007199254740993';

for (const shell of ['web', 'desktop'] as const) {
  test.describe(`the ${shell} shell`, () => {
    test.use({ shell });

    test('edited and inserted values arrive as they were typed', async ({ app, home }) => {
      await openSample(app);
      const database = await openSqlite(join(home, 'sample.db'));
      const [[columns] = []] = await database.query(
        "SELECT group_concat(name) FROM pragma_table_info('author')",
      );
      expect(columns).toBe('id,name,country_code,born');
      await openTable(app, 'author');

      await editCell(app, 1, 'name', name);
      await editCell(app, 1, 'born', beyondDouble);
      await (await cell(app, 1, 'country_code')).click();
      await app.keyboard.press('Alt+n');

      await app.getByRole('button', { name: 'Insert row' }).click();
      await editCell(app, 1, 'id', '9007199254740995');
      await editCell(app, 1, 'name', 'Zoë');
      await editCell(app, 1, 'born', '-1');
      await expect(await cell(app, 1, 'country_code')).toHaveText('NULL');

      const dialog = await previewChanges(app);
      expect(await totals(dialog)).toEqual({ 'insert author': 1, 'update author': 1 });
      await dialog.getByRole('treeitem', { name: /Update/ }).click();
      await expect(dialog.getByText(name)).toBeVisible();
      await applyChanges(app);

      expect(await database.query('SELECT * FROM author WHERE id IN (1, 9007199254740995)')).toEqual([
        [1n, name, null, 9007199254740993n],
        [9007199254740995n, 'Zoë', null, -1n],
      ]);
      await database.close();
    });
  });
}

test('a value that the column cannot hold is refused where it is typed', async ({ app }) => {
  await openSample(app);
  await openTable(app, 'author');
  await (await cell(app, 1, 'born')).dblclick();
  await app.getByRole('textbox', { name: 'Edit born' }).fill('soon');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('alert')).toHaveText('born takes a whole number, such as 42.');
  await app.keyboard.press('Escape');
  await expect(app.getByRole('button', { name: 'Preview changes' })).toBeDisabled();
});
