import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { expect, test } from './fixtures.ts';
import { applyChanges, previewChanges } from './pages/change-preview.ts';
import { connect } from './pages/open.ts';
import { problemsOf } from './pages/problems.ts';
import { cell, editor, openTable } from './pages/records.ts';

const long = 'one\ntwo\r\nthree';

test.beforeEach(async ({ app, home }) => {
  const file = join(home, 'values.db');
  const database = new Database(file);
  database.exec(`CREATE TABLE thing (id INTEGER PRIMARY KEY, note TEXT, doc JSON, raw BLOB, at TIMESTAMP, day DATE,
    done BOOLEAN, big BIGINT, price DECIMAL(20, 4) NOT NULL DEFAULT 1)`);
  const put = database.prepare('INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const at = '2026-12-01 12:34:56.123456+02';
  put.run(
    1,
    '',
    '{"b":1,"a":12345678901234567890}',
    Buffer.from('0061ff', 'hex'),
    at,
    '2026-12-01',
    1,
    7n,
    1.5,
  );
  put.run(2, long, null, null, 'infinity', null, null, null, 2);
  put.run(3, 'NULL', '[]', null, null, null, 0, null, 3);
  database.close();
  await connect(app, `sqlite://${file}`);
  await openTable(app, 'thing');
});

function rows(home: string): unknown[][] {
  const database = new Database(join(home, 'values.db'), { readonly: true });
  try {
    const all = database.prepare('SELECT * FROM thing ORDER BY id').raw().safeIntegers().all();
    return all.map((row) => (Array.isArray(row) ? row : []));
  } finally {
    database.close();
  }
}

async function open(app: Page, row: number, column: string): Promise<void> {
  await (await cell(app, row, column)).click();
  await app.keyboard.press('Enter');
  await expect(editor(app, column)).toBeFocused();
}

const staged = (app: Page) => app.getByRole('contentinfo', { name: 'Status' });

test('what only looks alike is told apart, and an editor that is opened and closed changes nothing', async ({
  app,
}) => {
  await expect(await cell(app, 1, 'note')).toHaveText('empty');
  await expect(await cell(app, 2, 'note')).toHaveText('one⏎two⏎three');
  await expect(await cell(app, 3, 'note')).not.toHaveClass(/absent/);
  await expect((await cell(app, 2, 'doc')).and(app.locator('.absent'))).toHaveText('NULL');
  for (const column of ['id', 'note', 'doc', 'raw', 'at', 'day', 'done', 'big', 'price']) {
    for (const row of [1, 2]) {
      await open(app, row, column);
      await app.keyboard.press('Enter');
      await expect(editor(app, column)).toBeHidden();
    }
  }
  await expect(staged(app)).not.toContainText('staged change');
});

test('each kind of value is edited by keyboard, exactly', async ({ app, home }) => {
  await open(app, 1, 'note');
  await app.keyboard.type(' a');
  await app.keyboard.press('Shift+Enter');
  await app.keyboard.type('b');
  await app.keyboard.press('Tab');

  // Tab went on to the next cell.
  await app.keyboard.press('F2');
  await app.keyboard.press('Alt+f');
  await expect(editor(app, 'doc')).toHaveValue('{\n  "b": 1,\n  "a": 12345678901234567890\n}');
  await app.keyboard.press('Enter');

  await open(app, 1, 'raw');
  await expect(editor(app, 'raw')).toHaveValue('00 61 ff');
  await app.keyboard.press('End');
  await app.keyboard.type(' 0D');
  await app.keyboard.press('Enter');

  await open(app, 1, 'at');
  await app.keyboard.press('End');
  await app.keyboard.press('Backspace');
  await app.keyboard.type('3');
  await app.keyboard.press('Enter');

  await (await cell(app, 1, 'done')).click();
  await app.keyboard.type('f');
  await expect(app.getByRole('listbox', { name: 'Values' }).getByRole('option')).toHaveText(['false']);
  await app.keyboard.press('Enter');

  await (await cell(app, 1, 'big')).click();
  await app.keyboard.type('9007199254740993');
  await app.keyboard.press('Enter');

  await open(app, 2, 'note');
  await app.keyboard.press('Control+End');
  await app.keyboard.type('!');
  await app.keyboard.press('Enter');

  await (await cell(app, 3, 'doc')).click();
  await app.keyboard.press('Alt+n');

  await previewChanges(app);
  await applyChanges(app);
  expect(rows(home)).toEqual([
    [
      1n,
      ' a\nb',
      '{\n  "b": 1,\n  "a": 12345678901234567890\n}',
      Buffer.from('0061ff0d', 'hex'),
      '2026-12-01 12:34:56.123456+03',
      '2026-12-01',
      0n,
      9007199254740993n,
      1.5,
    ],
    [2n, `${long}!`, null, null, 'infinity', null, null, null, 2n],
    [3n, 'NULL', null, null, null, null, 0n, null, 3n],
  ]);
});

test('a problem is told at the field, and the edit stays until it is mended or left', async ({ app }) => {
  await open(app, 1, 'doc');
  await app.keyboard.press('Control+End');
  await app.keyboard.type(',');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('alert')).toContainText('this is none from line 1, column');
  await expect(editor(app, 'doc')).toBeFocused();
  await expect(editor(app, 'doc')).toHaveAttribute('aria-invalid', 'true');
  await app.keyboard.press('Escape');
  await expect(app.getByRole('grid')).toBeFocused();
  await expect(staged(app)).not.toContainText('staged change');
});

test('a row to insert can take defaults again', async ({ app }) => {
  await app.getByRole('button', { name: 'Insert row' }).click();
  await app.keyboard.press('End');
  await (await cell(app, 1, 'price')).click();
  await app.keyboard.type('12.5000');
  await app.keyboard.press('Enter');
  await expect(await cell(app, 1, 'price')).toHaveText('12.5000');
  await open(app, 1, 'price');
  await app.keyboard.press('Alt+d');
  await expect(await cell(app, 1, 'price')).toHaveText('default');
});

test('a long text has a window of its own, bytes go to a file and come from one, dates from a calendar', async ({
  app,
  home,
}) => {
  await open(app, 2, 'note');
  await app.keyboard.press('Alt+Enter');
  const dialog = app.getByRole('dialog', { name: 'note' });
  const large = dialog.getByRole('textbox', { name: 'Edit note' });
  await expect(large).toBeFocused();
  await large.press('Control+End');
  await app.keyboard.type('\nfour');
  await app.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(await cell(app, 2, 'note')).toHaveText('one⏎two⏎three⏎four');

  await open(app, 1, 'raw');
  const saved = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Save to a file' }).click();
  const path = join(home, 'raw.bin');
  await (await saved).saveAs(path);
  await app.keyboard.press('Escape');
  await open(app, 2, 'raw');
  await app.getByLabel('Load a file').last().setInputFiles(path);
  await expect(editor(app, 'raw')).toHaveValue('00 61 ff');
  await app.keyboard.press('Enter');
  await expect(await cell(app, 2, 'raw')).toHaveText('0x0061ff');

  await open(app, 1, 'at');
  await app.locator('.cell-editor input[type=date]').fill('2027-01-31');
  await expect(editor(app, 'at')).toHaveValue('2027-01-31 12:34:56.123456+02');
});

test('editors have no serious accessibility problem', async ({ app }) => {
  await app.emulateMedia({ reducedMotion: 'reduce' });
  for (const column of ['note', 'doc', 'raw', 'at', 'done', 'big']) {
    await open(app, 1, column);
    expect(await problemsOf(app), column).toEqual([]);
    await app.keyboard.press('Escape');
  }
  await open(app, 1, 'big');
  await app.keyboard.type('x');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('alert')).toBeVisible();
  expect(await problemsOf(app), 'a problem').toEqual([]);
});
