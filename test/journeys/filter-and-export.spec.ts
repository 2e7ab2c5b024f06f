import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { expect, test } from './fixtures.ts';
import { connect, openSample } from './pages/open.ts';
import { bodyRows, cell, editCell, filterRows, openTable } from './pages/records.ts';

/** A browser that cannot write files as they grow downloads them. */
async function withoutPicker(app: Page): Promise<void> {
  await app.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
}

async function command(app: Page, title: string): Promise<void> {
  await app.keyboard.press('Control+k');
  await app.getByPlaceholder('Search commands and tables').fill(title);
  await app.keyboard.press('Enter');
}

test('the view is exported by its filter, order and visible columns, without any loss', async ({
  app,
  home,
}) => {
  const file = join(home, 'export.db');
  const database = new Database(file);
  database.exec(`
    CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, big INTEGER, raw BLOB, hidden TEXT);
    INSERT INTO thing VALUES (1, NULL, 9007199254740993, x'00ff', 'h'), (2, '', 2, NULL, 'h'),
      (3, 'a "b", c' || char(10) || 'd', -1, x'', 'h'), (4, 'left out', 0, NULL, 'h');`);
  database.close();
  await connect(app, `sqlite://${file}`);
  await withoutPicker(app);
  await openTable(app, 'thing');
  await filterRows(app, 'id < 4');
  const header = (name: string) => app.getByRole('columnheader', { name: new RegExp(`^${name}`) });
  await header('hidden').click({ button: 'right' });
  await app.getByRole('menuitem', { name: 'Hide the column' }).click();
  await header('id').click();
  await header('id').click();
  await expect(header('id')).toHaveAttribute('aria-sort', 'descending');

  await app.getByRole('button', { name: 'Export the rows…' }).click();
  const dialog = app.getByRole('dialog', { name: 'Export thing' });
  await expect(dialog.getByText('4 visible columns: id, name, big, and raw')).toBeVisible();
  const downloaded = app.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const download = await downloaded;
  expect(download.suggestedFilename()).toBe('thing.csv');
  expect(await readFile(await download.path(), 'utf8')).toBe(
    'id,name,big,raw\r\n3,"a ""b"", c\nd",-1,0x\r\n2,"",2,\r\n1,,9007199254740993,0x00ff\r\n',
  );
  await expect(dialog).toBeHidden();
  await expect(app.getByText('3 rows are in thing.csv.', { exact: true })).toBeVisible();
});

test('selected rows are exported as INSERT statements, by the keyboard alone', async ({ app }) => {
  await openSample(app);
  await withoutPicker(app);
  const grid = await openTable(app, 'country');
  await grid.focus();
  await app.keyboard.press('Control+Home');
  await app.keyboard.press('Shift+ArrowDown');
  await command(app, 'Export the rows');
  const dialog = app.getByRole('dialog', { name: 'Export country' });
  await expect(dialog.getByText('The 2 selected rows')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Form' }).focus();
  await app.keyboard.press('Enter');
  const sql = app.getByRole('option', { name: 'SQL: INSERT statements' });
  await expect(sql).toBeVisible();
  await app.keyboard.press('End');
  await expect(sql).toBeFocused();
  await app.keyboard.press('Enter');
  const downloaded = app.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export', exact: true }).focus();
  await app.keyboard.press('Enter');
  const text = await readFile(await (await downloaded).path(), 'utf8');
  expect(text.match(/^INSERT INTO .*country/gm)).toHaveLength(2);
  await expect(grid).toBeFocused();
});

test('conditions are grouped by and, or and not, and are data, whatever they say', async ({ app }) => {
  await openSample(app);
  const grid = await openTable(app, 'country');
  const all = Number(await grid.getAttribute('aria-rowcount')) - 1;
  await command(app, 'Build a filter');
  const builder = app.getByRole('dialog', { name: 'Build a filter' });
  await builder.getByRole('textbox', { name: 'Filter value' }).fill("G' OR 1 = 1 --");
  await builder.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(bodyRows(app)).toHaveCount(0);

  await command(app, 'Build a filter');
  await expect(builder.getByRole('textbox', { name: 'Filter value' })).toHaveValue("G' OR 1 = 1 --");
  await builder.getByRole('textbox', { name: 'Filter value' }).fill('GB');
  await builder.getByRole('checkbox', { name: 'Turn the group round' }).check();
  await expect(builder.getByRole('status')).toHaveText('not (code contains GB)');
  await app.keyboard.press('Tab');
  await builder.getByRole('button', { name: 'Filter', exact: true }).focus();
  await app.keyboard.press('Enter');
  await expect(grid).toHaveAttribute('aria-rowcount', String(all));

  await command(app, 'Build a filter');
  await builder.getByRole('button', { name: 'Add a group' }).click();
  await builder.getByRole('textbox', { name: 'Filter value' }).last().fill('');
  await builder.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(builder.getByRole('alert')).toHaveText('Give a value for code.');
});

test('what the database says of a condition stands at its field, and conditions come back by Up', async ({
  app,
}) => {
  await openSample(app);
  await openTable(app, 'country');
  await filterRows(app, "code = 'GB'");
  await expect(bodyRows(app)).toHaveCount(1);
  const where = app.getByRole('textbox', { name: 'WHERE condition' });
  await where.fill('nothing = 1');
  await app.keyboard.press('Enter');
  await expect(where).toHaveAttribute('aria-invalid', 'true');
  await expect(app.getByRole('form', { name: 'Filter' }).getByRole('alert')).toContainText('nothing');
  await where.press('ArrowUp');
  await expect(where).toHaveValue("code = 'GB'");
  await app.keyboard.press('Enter');
  await expect(where).not.toHaveAttribute('aria-invalid');
  await expect(bodyRows(app)).toHaveCount(1);
  await app.getByRole('button', { name: 'Earlier conditions' }).click();
  await expect(app.getByRole('menuitem', { name: "code = 'GB'" })).toBeVisible();
});

test('taking back with a selection takes back what is staged on the selected rows alone', async ({ app }) => {
  await openSample(app);
  const grid = await openTable(app, 'author');
  await editCell(app, 1, 'name', 'First');
  await editCell(app, 4, 'name', 'Fourth');
  await (await cell(app, 2, 'name')).click();
  await grid.press('Shift+End');
  await grid.press('Shift+ArrowDown');
  await app.getByRole('button', { name: 'Take back' }).click();
  await expect(app.getByText('Nothing is staged on the selected rows.', { exact: true })).toBeVisible();
  await (await cell(app, 3, 'name')).click();
  await grid.press('Shift+ArrowDown');
  await app.getByRole('button', { name: 'Take back' }).click();
  await expect(await cell(app, 4, 'name')).not.toHaveText('Fourth');
  await expect(await cell(app, 1, 'name')).toHaveText('First');
});
