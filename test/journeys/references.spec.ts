import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from './fixtures.ts';
import { applyChanges, previewChanges } from './pages/change-preview.ts';
import { connect, openSample } from './pages/open.ts';
import { cell, editor, openTable } from './pages/records.ts';

test('cells that reference say what the row is called, by one statement for each relation', async ({
  app,
}) => {
  const lookUps: string[] = [];
  app.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('"op":"in"')) lookUps.push(String(payload));
    }),
  );
  await app.reload();
  await openSample(app);
  await openTable(app, 'city');
  await expect(await cell(app, 1, 'country_code')).toHaveText(/^GBUnited Kingdom/);
  await openTable(app, 'book_author');
  await expect((await cell(app, 1, 'author_id')).locator('.label')).not.toBeEmpty();
  await expect((await cell(app, 1, 'book_id')).locator('.label')).not.toBeEmpty();
  expect(lookUps).toHaveLength(3);
});

test('a row to reference is found by its name, and by the keyboard alone', async ({ app, home }) => {
  await openSample(app);
  await openTable(app, 'author');
  await (await cell(app, 1, 'country_code')).click();
  await app.keyboard.type('kingd');
  const list = app.getByRole('listbox', { name: 'Rows' });
  await expect(list.getByRole('option')).toHaveText([/GB\s*United Kingdom/]);
  await app.keyboard.press('Enter');
  await expect(await cell(app, 1, 'country_code')).toHaveText(/^GBUnited Kingdom/);

  await app.keyboard.press('Enter');
  await expect(editor(app, 'country_code')).toBeFocused();
  await app.keyboard.press('ArrowDown');
  await expect(list.getByRole('option', { selected: true })).toHaveText('none (NULL)');
  await app.keyboard.press('Enter');
  await expect(await cell(app, 2, 'country_code')).toHaveText('NULL');
  await previewChanges(app);
  await applyChanges(app);
  const database = new Database(join(home, 'sample.db'), { readonly: true });
  const found = database.prepare('SELECT id, country_code FROM author WHERE id <= 2').raw().all();
  database.close();
  expect(found).toEqual([
    [1, 'GB'],
    [2, null],
  ]);
});

test('a reference of several columns is set as a whole, and one to nothing is marked', async ({
  app,
  home,
}) => {
  const file = join(home, 'composite.db');
  const database = new Database(file);
  database.pragma('foreign_keys = off');
  database.exec(`
    CREATE TABLE seat (hall TEXT, number INTEGER, title TEXT, PRIMARY KEY (hall, number));
    INSERT INTO seat VALUES ('A', 1, 'First row'), ('A', 2, 'Aisle'), ('B', 1, 'Balcony <i>');
    CREATE TABLE booking (id INTEGER PRIMARY KEY, seat_hall TEXT, seat_number INTEGER,
      FOREIGN KEY (seat_hall, seat_number) REFERENCES seat);
    INSERT INTO booking VALUES (1, 'A', 1), (2, 'A', NULL), (3, 'C', 9);`);
  database.close();
  await connect(app, `sqlite://${file}`);
  await openTable(app, 'booking');
  await expect((await cell(app, 1, 'seat_number')).locator('.label')).toHaveText('First row');
  await expect((await cell(app, 2, 'seat_hall')).locator('.label')).toHaveCount(0);
  await expect(
    (await cell(app, 3, 'seat_hall')).getByRole('img', { name: 'No row of seat has this key' }),
  ).toBeVisible();

  await (await cell(app, 2, 'seat_hall')).click();
  await app.keyboard.type('balc');
  await expect(app.getByRole('option')).toHaveText([/B, 1\s*Balcony <i>/]);
  await app.keyboard.press('Enter');
  await expect(await cell(app, 2, 'seat_number')).toHaveText('1Balcony <i>');
  await expect(app.getByRole('contentinfo', { name: 'Status' })).toContainText('1 staged change');
  await app.keyboard.press('Control+z');
  await expect(await cell(app, 2, 'seat_hall')).toHaveText('A');
});

test('a card shows the referenced row, by pointer and by keyboard, and leads there', async ({ app }) => {
  await openSample(app);
  await openTable(app, 'city');
  const card = app.getByRole('dialog', { name: 'Referenced row' });
  await (await cell(app, 1, 'country_code')).hover();
  await expect(card).toContainText('country');
  await expect(card.getByRole('term')).toContainText(['code', 'name', 'currency']);
  await (await cell(app, 1, 'name')).hover();
  await expect(card).toBeHidden();

  await (await cell(app, 1, 'country_code')).click();
  await app.mouse.move(640, 790);
  await app.keyboard.press('Alt+ArrowDown');
  await expect(card.getByRole('button', { name: 'Follow' })).toBeFocused();
  await app.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await expect(app.getByRole('grid')).toBeFocused();
  await app.keyboard.press('Alt+ArrowDown');
  await expect(card.getByRole('button', { name: 'Follow' })).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(app.getByRole('grid', { name: 'country' })).toBeVisible();
});
