import { expect, test } from './fixtures.ts';
import { openSample } from './pages/open.ts';
import { bodyRows, cell, openTable } from './pages/records.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('keys that come at once edit the cell that they lead to', async ({ app }) => {
  await openSample(app);
  const grid = await openTable(app, 'author');
  await grid.focus();
  const keys = [
    'ArrowDown',
    'ArrowDown',
    'ArrowRight',
    'Enter',
    'Z',
    'o',
    'e',
    'Enter',
    'Enter',
    'A',
    'd',
    'a',
    'Enter',
  ];
  await app.keyboard.press('Control+Home');
  await Promise.all(keys.map((key) => app.keyboard.press(key)));
  await expect(await cell(app, 3, 'name')).toHaveText('Zoe');
  await expect(await cell(app, 4, 'name')).toHaveText('Ada');
  await expect(app.getByRole('checkbox', { name: /to update/ })).toHaveCount(2);
});

test('cells are copied as they are, and pasted over others, or not at all', async ({ app }) => {
  await openSample(app);
  const grid = await openTable(app, 'author');
  await grid.focus();
  const name = await (await cell(app, 1, 'name')).textContent();
  await app.keyboard.press('Control+Home');
  await app.keyboard.press('ArrowRight');
  await app.keyboard.press('Control+c');
  expect(await app.evaluate(() => navigator.clipboard.readText())).toBe(name);

  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Shift+ArrowDown');
  await app.keyboard.press('Control+v');
  await expect(await cell(app, 2, 'name')).toHaveText(name ?? '');
  await expect(await cell(app, 3, 'name')).toHaveText(name ?? '');

  await app.evaluate(() => navigator.clipboard.writeText('Ada\tXX\t1815\nBea\tXX\tsoon'));
  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Control+v');
  await expect(
    app.getByText('Row 2, born: “soon”. born takes a whole number, such as 42.', { exact: true }),
  ).toBeVisible();
  await expect(app.getByRole('checkbox', { name: /to update/ })).toHaveCount(2);
});

test('columns are sorted together, moved, pinned and hidden, and stay so', async ({ app }) => {
  await openSample(app);
  const grid = await openTable(app, 'book');
  const header = (name: string) => grid.getByRole('columnheader', { name: new RegExp(`^${name}`) });
  await header('subtitle').click();
  await header('isbn').click({ modifiers: ['Shift'] });
  await expect(header('subtitle')).toHaveAttribute('aria-sort', 'ascending');
  await expect(header('isbn')).toHaveAttribute('aria-sort', 'ascending');
  await expect(grid).toHaveAttribute('aria-busy', 'false');

  await header('title').click({ button: 'right' });
  await app.getByRole('menuitem', { name: 'Pin to the left' }).click();
  await expect(header('title')).toHaveAttribute('aria-colindex', '2');
  await header('isbn').click({ button: 'right' });
  await app.getByRole('menuitem', { name: 'Hide the column' }).click();
  await expect(header('isbn')).toHaveCount(0);

  await grid.focus();
  await app.keyboard.press('Shift+F10');
  await expect(app.getByRole('menuitem', { name: 'Copy as CSV' })).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(grid).toBeFocused();
});

test('a cell filters the rows by its value, and the condition can be taken off again', async ({ app }) => {
  await openSample(app);
  const grid = await openTable(app, 'author');
  await expect(grid).toHaveAttribute('aria-rowcount', '241');
  await (await cell(app, 1, 'name')).click({ button: 'right' });
  await app.getByRole('menuitem', { name: 'Filter: is this value' }).click();
  await expect(bodyRows(app)).toHaveCount(1);
  await app.getByRole('button', { name: /^Without name equals/ }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', '241');
});

test('the last row is one key away', async ({ app }) => {
  await openSample(app);
  const grid = await openTable(app, 'order_item');
  await grid.focus();
  await app.keyboard.press('Control+End');
  const last = Number(await grid.getAttribute('aria-rowcount'));
  await expect(grid.locator(`[role=row][aria-rowindex="${last}"] .text`).first()).toBeVisible();
  await app.keyboard.press('Control+Home');
  await expect(grid.locator('[role=row][aria-rowindex="2"] .text').first()).toBeVisible();
});
