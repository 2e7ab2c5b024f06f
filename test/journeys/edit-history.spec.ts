import { expect, test } from './fixtures.ts';
import { openSample } from './pages/open.ts';
import { cell, editCell, openTable } from './pages/records.ts';

test('staged edits are undone and done again one by one, by keyboard, on whatever tab they are', async ({
  app,
}) => {
  await openSample(app);
  const staged = app.getByRole('contentinfo', { name: 'Status' });
  await openTable(app, 'author');
  await editCell(app, 1, 'name', 'First');
  await editCell(app, 1, 'name', 'Second');
  await (await cell(app, 3, 'name')).click();
  await app.keyboard.press('Shift+ArrowDown');
  await app.keyboard.press('Delete');
  await expect(staged).toContainText('3 staged changes');

  await openTable(app, 'customer');
  await app.keyboard.press('Control+z');
  await expect(app.getByRole('tab', { name: 'author' })).toHaveAttribute('aria-selected', 'true');
  await expect(staged).toContainText('1 staged change');
  await app.keyboard.press('Control+z');
  await expect(await cell(app, 1, 'name')).toHaveText('First');
  await app.keyboard.press('Control+z');
  await expect(staged).not.toContainText('staged change');
  await expect(app.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled();

  await app.keyboard.press('Control+Shift+z');
  await expect(await cell(app, 1, 'name')).toHaveText('First');
  await app.getByRole('button', { name: 'Redo' }).click();
  await app.getByRole('button', { name: 'Redo' }).click();
  await expect(staged).toContainText('3 staged changes');
});

test('in a text field, the same keys undo what was typed there', async ({ app }) => {
  await openSample(app);
  await openTable(app, 'author');
  await editCell(app, 1, 'name', 'First');
  const search = app
    .getByRole('searchbox')
    .or(app.getByRole('textbox', { name: /tables/i }))
    .first();
  await search.click();
  await app.keyboard.type('x');
  await app.keyboard.press('Control+z');
  await expect(search).toHaveValue('');
  await expect(app.getByRole('contentinfo', { name: 'Status' })).toContainText('1 staged change');
});

test('staged edits come back when the window is loaded anew, and can be thrown away', async ({ app }) => {
  await openSample(app);
  await openTable(app, 'author');
  await editCell(app, 1, 'name', 'Kept <b>');
  await (await cell(app, 2, 'name')).click();
  await app.keyboard.press('Delete');
  await app.getByRole('button', { name: 'Insert row' }).click();
  await app.reload();
  await openSample(app);
  const staged = app.getByRole('contentinfo', { name: 'Status' });
  await expect(staged).toContainText('3 staged changes');
  await expect(app.getByText(/^3 staged changes of .+ are back\.$/)).toBeVisible();
  await openTable(app, 'author');
  await expect(await cell(app, 2, 'name')).toHaveText('Kept <b>');

  await app.getByRole('button', { name: 'Throw away' }).click();
  await expect(staged).not.toContainText('staged change');
  await app.keyboard.press('Control+z');
  await expect(staged).toContainText('3 staged changes');
  await app.keyboard.press('Control+Shift+z');
  await app.reload();
  await openSample(app);
  await expect(app.getByRole('tree', { name: 'Tables' })).toBeVisible();
  await expect(staged).not.toContainText('staged change');
});

test('each window keeps its own, and a window that is gone leaves them to the next', async ({
  app,
  context,
}) => {
  await openSample(app);
  await openTable(app, 'author');
  await editCell(app, 1, 'name', 'Of the first window');
  const token = await app.evaluate(() => sessionStorage.getItem('referee.token'));
  const address = `${app.url()}#token=${token}`;

  const second = await context.newPage();
  await second.goto(address);
  await openSample(second);
  await openTable(second, 'author');
  await expect(second.getByRole('contentinfo', { name: 'Status' })).not.toContainText('staged change');
  await editCell(second, 2, 'name', 'Of the second window');
  await second.close();

  const third = await context.newPage();
  await third.goto(address);
  await openSample(third);
  await openTable(third, 'author');
  await expect(await cell(third, 2, 'name')).toHaveText('Of the second window');
  await expect(await cell(third, 1, 'name')).not.toHaveText('Of the first window');
  await expect(app.getByRole('contentinfo', { name: 'Status' })).toContainText('1 staged change');
});
