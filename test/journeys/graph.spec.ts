import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openSample } from './pages/open.ts';
import { problemsOf } from './pages/problems.ts';

const graphOf = (app: Page) => app.getByRole('group', { name: 'Relation graph' });

async function openGraph(app: Page): Promise<void> {
  await app.emulateMedia({ reducedMotion: 'reduce' });
  await openSample(app);
  await expect(graphOf(app)).toHaveAttribute('aria-busy', 'false');
}

async function jumpTo(app: Page, table: string): Promise<void> {
  const search = app.getByRole('combobox', { name: 'Find a table in the graph' });
  await search.fill(table);
  await search.press('Enter');
  await expect(cardOf(app, table)).toHaveAttribute('aria-current', 'true');
}

function cardOf(app: Page, table: string) {
  return graphOf(app).getByRole('region', { name: table, exact: true });
}

test('focus and blast radius are shown and left by the keyboard alone', async ({ app }) => {
  await openGraph(app);
  await jumpTo(app, 'customer');
  await graphOf(app).focus();

  await app.keyboard.press('f');
  const focus = app.getByRole('group', { name: 'Focus', exact: true });
  await expect(focus).toContainText('Focus on customer');
  await expect(focus).toContainText('6 tables');
  await expect(cardOf(app, 'invoice')).toHaveCount(0);
  await focus.getByRole('button', { name: 'More depth' }).focus();
  await app.keyboard.press('Enter');
  await expect(focus).toContainText('Depth 2');
  await expect(graphOf(app)).toHaveAttribute('aria-busy', 'false');
  await graphOf(app).focus();
  await app.keyboard.press('Escape');
  await expect(focus).toBeHidden();
  await expect(graphOf(app)).toBeFocused();

  await app.keyboard.press('b');
  const blast = app.getByRole('region', { name: 'Blast radius' });
  const second = blast.getByRole('region', { name: 'Depth 2' });
  await expect(second.getByRole('button', { name: 'order_item' })).toContainText('CASCADE');
  await expect(second.getByRole('button', { name: 'invoice' })).toContainText('RESTRICT');
  await app.keyboard.press('Escape');
  await expect(blast).toBeHidden();

  await app.keyboard.press('ArrowLeft');
  await expect(cardOf(app, 'customer')).not.toHaveAttribute('aria-current');
  await app.keyboard.press('Shift+F10');
  await app.getByRole('menuitem', { name: 'Open records' }).focus();
  await app.keyboard.press('Enter');
  await expect(app.getByRole('grid')).toBeVisible();
});

test('a card that was dragged stays where it was put, until all is arranged again', async ({ app }) => {
  await openGraph(app);
  await jumpTo(app, 'customer');
  const before = await placeOf(app, 'customer');
  const header = await cardOf(app, 'customer').getByText('customer', { exact: true }).boundingBox();
  if (header === null) throw new Error('The card is on the screen.');
  await app.mouse.move(header.x + 5, header.y + 5);
  await app.mouse.down();
  await app.mouse.move(header.x + 60, header.y + 90, { steps: 5 });
  await app.mouse.up();
  const after = await placeOf(app, 'customer');
  expect(after).not.toBe(before);

  await app.reload();
  await openGraph(app);
  await jumpTo(app, 'customer');
  expect(await placeOf(app, 'customer')).toBe(after);
  await app.getByRole('button', { name: 'Arrange again' }).click();
  await expect(graphOf(app)).toHaveAttribute('aria-busy', 'false');
  await jumpTo(app, 'customer');
  await expect.poll(() => placeOf(app, 'customer')).toBe(before);
});

function placeOf(app: Page, table: string): Promise<string> {
  return cardOf(app, table).evaluate((card) => (card instanceof HTMLElement ? card.style.transform : ''));
}

test('a relation is declared by dragging from column to column', async ({ app }) => {
  await openGraph(app);
  await jumpTo(app, 'customer');
  const from = await rowOf(app, 'customer', 'email');
  const to = await rowOf(app, 'customer', 'tier_code');
  await app.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await app.mouse.move(from.x + from.width - 4, from.y + from.height / 2);
  await app.mouse.down();
  await app.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 });
  await app.mouse.up();
  const dialog = app.getByRole('dialog', { name: 'Declare a relation' });
  await expect(dialog.getByLabel('Column', { exact: true })).toContainText('email');
  await expect(dialog.getByLabel('References the table')).toContainText('customer');
  await expect(dialog.getByLabel('By its column')).toContainText('tier_code');
  await dialog.getByRole('button', { name: 'Declare' }).click();
  await expect(dialog).toBeHidden();
  await expect(
    app.getByRole('button', { name: 'More for customer.email → customer.tier_code' }).first(),
  ).toBeVisible();
});

async function rowOf(app: Page, table: string, column: string) {
  const row = cardOf(app, table)
    .locator('.row')
    .filter({ has: app.getByText(column, { exact: true }) });
  const box = await row.boundingBox();
  if (box === null) throw new Error(`${table}.${column} is not on the screen.`);
  return box;
}

test('candidates are asked for, and one is dismissed, the other declared', async ({ app }) => {
  await openGraph(app);
  await app.getByRole('button', { name: 'Suggest relations' }).click();
  const panel = app.getByRole('region', { name: 'Candidates' });
  const candidates = panel.getByRole('list', { name: 'Candidates' }).getByRole('listitem');
  await expect(candidates.first()).toBeVisible();
  const count = await candidates.count();
  await panel.getByRole('button', { name: 'Declare review.order_id → order.id…' }).click();
  const dialog = app.getByRole('dialog', { name: 'Declare a relation' });
  await dialog.getByRole('button', { name: 'Declare' }).click();
  await expect(candidates).toHaveCount(count - 1);
  await candidates
    .getByRole('button', { name: /^Dismiss / })
    .first()
    .click();
  await expect(candidates).toHaveCount(count - 2);
});

test('the graph is saved as pictures and as text', async ({ app }) => {
  await openGraph(app);
  const starts = {
    'SVG picture': ['sample.db.svg', '<svg '],
    'PNG picture': ['sample.db.png', '\u2030PNG'.slice(1)],
    'Mermaid diagram': ['sample.db.mmd', 'erDiagram'],
    DBML: ['sample.db.dbml', 'Table "'],
  };
  for (const [item, [file, start]] of Object.entries(starts)) {
    await app.getByRole('button', { name: 'Export', exact: true }).click();
    const saved = app.waitForEvent('download');
    await app.getByRole('menuitem', { name: item }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe(file);
    expect((await readFile(await download.path())).toString('latin1').slice(0, 12)).toContain(start);
  }
});

test('no panel of the graph has a serious accessibility problem', async ({ app }) => {
  await openGraph(app);
  await jumpTo(app, 'customer');
  await graphOf(app).focus();
  await app.keyboard.press('f');
  await app.getByRole('button', { name: 'Legend' }).click();
  for (const name of [
    'List tables and relations',
    'Suggest relations',
    'Blast radius of the selected table',
  ]) {
    await app.getByRole('button', { name }).click();
    await expect(app.getByRole('progressbar')).toHaveCount(0);
    expect(await problemsOf(app), name).toEqual([]);
  }
});
