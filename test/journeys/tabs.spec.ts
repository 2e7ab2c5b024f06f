import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openSample } from './pages/open.ts';
import { editCell, openTable } from './pages/records.ts';

const tabsOf = (app: Page) => app.getByRole('tablist', { name: 'Open tabs' }).getByRole('tab');
const tab = (app: Page, name: string) => tabsOf(app).filter({ has: app.getByText(name, { exact: true }) });
const line = (app: Page, name: string): Locator =>
  app
    .getByRole('tree', { name: 'Tables' })
    .getByRole('treeitem')
    .filter({ has: app.getByText(name, { exact: true }) });
const choose = (app: Page, name: string) =>
  app.getByRole('menuitem', { name: new RegExp(`^${name}( Alt .)?$`) }).click();

async function slant(app: Page, name: string): Promise<string> {
  return tab(app, name)
    .getByText(name, { exact: true })
    .evaluate((label) => getComputedStyle(label).fontStyle);
}

test('a click previews a table in one tab; a double click, an edit or "Keep open" make it stay', async ({
  app,
}) => {
  await openSample(app);
  await line(app, 'author').click();
  await expect(app.getByRole('grid', { name: 'author' })).toBeVisible();
  expect(await slant(app, 'author')).toBe('italic');
  await line(app, 'city').click();
  await expect(tabsOf(app)).toHaveText(['Graph', 'city']);

  await line(app, 'city').dblclick();
  expect(await slant(app, 'city')).toBe('normal');
  await line(app, 'author').click();
  await expect(app.getByRole('grid', { name: 'author' })).toHaveAttribute('aria-busy', 'false');
  await editCell(app, 2, 'name', 'Staged Name');
  await line(app, 'country').click();
  await tab(app, 'country').click({ button: 'right' });
  await choose(app, 'Keep open');
  await line(app, 'stock').click();
  await expect(tabsOf(app)).toHaveText(['Graph', 'city', 'author', 'country', 'stock']);
});

test('tabs are pinned, closed and moved with the mouse, and staged changes are not closed without a word', async ({
  app,
}) => {
  await openSample(app);
  for (const name of ['author', 'city', 'country', 'stock']) await openTable(app, name);
  await tab(app, 'country').click({ button: 'right' });
  await choose(app, 'Pin');
  await expect(tabsOf(app)).toHaveText(['Graph', 'country', 'author', 'city', 'stock']);

  const [from, to] = [await tab(app, 'stock').boundingBox(), await tab(app, 'author').boundingBox()];
  if (from === null || to === null) throw new Error('Both tabs are on the screen.');
  await app.mouse.move(from.x + 20, from.y + 10);
  await app.mouse.down();
  await app.mouse.move(to.x + 10, to.y + 10, { steps: 8 });
  await app.mouse.up();
  await expect(tabsOf(app)).toHaveText(['Graph', 'country', 'stock', 'author', 'city']);

  await tab(app, 'author').click({ button: 'middle' });
  await expect(tabsOf(app)).toHaveText(['Graph', 'country', 'stock', 'city']);
  await openTable(app, 'author');
  await editCell(app, 2, 'name', 'Staged Name');
  await tab(app, 'stock').click({ button: 'right' });
  await choose(app, 'Close others');
  await expect(tabsOf(app)).toHaveText(['Graph', 'country', 'stock', 'author']);
  await tab(app, 'author').click({ button: 'middle' });
  await expect(app.getByText('1 change of author is still staged', { exact: true })).toBeVisible();
  await app.getByRole('button', { name: 'Open again' }).click();
  await expect(app.getByRole('grid', { name: 'author' })).toContainText('Staged Name');
});

test('tables are previewed, kept, pinned, moved and closed by the keyboard alone', async ({ app }) => {
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await app.keyboard.press(key);
  };
  await openSample(app);
  await press('Control+p');
  await app.keyboard.type('author');
  await press('ArrowDown', 'Enter');
  await expect(app.getByRole('grid', { name: 'author', exact: true })).toBeVisible();
  await expect(app.getByRole('tree', { name: 'Tables' })).toBeFocused();
  await press('Alt+k', 'Control+p');
  await app.keyboard.type('city');
  await press('ArrowDown', 'Control+Enter', 'Control+p');
  await app.keyboard.type('country');
  await press('ArrowDown', 'Shift+F10');
  await expect(app.getByRole('menu', { name: 'Actions' })).toBeVisible();
  await press('ArrowDown', 'Enter');
  await expect(tabsOf(app)).toHaveText(['Graph', 'author', 'city', 'country']);
  await expect(app.getByRole('tree', { name: 'Tables' })).toBeFocused();

  await press('Control+Shift+PageUp');
  await expect(tabsOf(app)).toHaveText(['Graph', 'author', 'country', 'city']);
  await press('Alt+p');
  await expect(tabsOf(app)).toHaveText(['Graph', 'country', 'author', 'city']);
  await press('Control+PageDown');
  await expect(tab(app, 'author')).toHaveAttribute('aria-selected', 'true');

  await tab(app, 'author').focus();
  await press('Shift+F10');
  await expect(app.getByRole('menuitem', { name: /^Close Alt/ })).toBeFocused();
  await press('ArrowDown', 'Enter');
  await expect(tabsOf(app)).toHaveText(['Graph', 'country', 'author']);
  await expect(tab(app, 'author')).toBeFocused();
  await press('Delete');
  await expect(tabsOf(app)).toHaveText(['Graph', 'country']);
  await expect(tab(app, 'country')).toBeFocused();
});

test('a table of the list is shown in the graph, and a tab in the list', async ({ app }) => {
  await openSample(app);
  await openTable(app, 'author');
  await line(app, 'customer').click({ button: 'right' });
  await choose(app, 'Show in the graph');
  const graph = app.getByRole('group', { name: 'Relation graph' });
  await expect(graph.getByRole('region', { name: 'customer', exact: true })).toBeInViewport();

  await line(app, 'country').click({ button: 'right' });
  await choose(app, 'Show the blast radius');
  await expect(app.getByRole('region', { name: 'Blast radius' })).toContainText('country');

  await app.getByRole('searchbox', { name: 'Search tables' }).fill('country');
  await tab(app, 'author').click({ button: 'right' });
  await choose(app, 'Show in the list');
  await expect(app.getByRole('tree', { name: 'Tables' })).toBeFocused();
  await expect(line(app, 'author')).toBeVisible();
});

test('what was open comes back with the connection', async ({ app }) => {
  await openSample(app);
  for (const name of ['author', 'city', 'country']) await openTable(app, name);
  await app.keyboard.press('Alt+p');
  await line(app, 'stock').click();
  await tab(app, 'city').click();
  await app.reload();
  await openSample(app);
  await expect(tabsOf(app)).toHaveText(['Graph', 'country', 'author', 'city', 'stock']);
  await expect(app.getByRole('grid', { name: 'city' })).toBeVisible();
  await expect(line(app, 'stock')).toHaveAttribute('aria-selected', 'true');
  expect(await slant(app, 'stock')).toBe('italic');
});
