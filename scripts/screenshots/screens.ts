import { expect, type Page } from '@playwright/test';
import { applyChanges, previewChanges } from '../../test/journeys/pages/change-preview.ts';
import { openModeSwitch, relationRows } from '../../test/journeys/pages/mode-switch.ts';
import { openSample } from '../../test/journeys/pages/open.ts';
import { cell, editCell, openTable, stageDelete } from '../../test/journeys/pages/records.ts';
import { saveConnections } from './saved-connections.ts';

/** What is photographed, in this order, each from where the one before ended. */
export const screens: readonly { readonly name: string; show(app: Page): Promise<void> }[] = [
  { name: 'connections', show: saveConnections },
  { name: 'graph', show: graph },
  { name: 'blast-radius', show: blastRadius },
  { name: 'palette', show: palette },
  { name: 'records', show: records },
  { name: 'statement-log', show: statementLog },
  { name: 'change-preview', show: (app) => changePreview(app, 16) },
  { name: 'change-blocked', show: (app) => changePreview(app, 10) },
  { name: 'mode-switch', show: modeSwitch },
  { name: 'integrity', show: integrity },
  { name: 'history', show: history },
];

async function graph(app: Page): Promise<void> {
  await openSample(app);
  const graph = app.getByRole('group', { name: 'Relation graph' });
  await expect(graph).toHaveAttribute('aria-busy', 'false');
  const tree = app.getByRole('tree', { name: 'Tables' });
  await app.keyboard.press('Control+i');
  await tree.getByText('customer', { exact: true }).click({ button: 'right' });
  await app.getByRole('menuitem', { name: 'Show in the graph' }).click();
  await app.getByRole('button', { name: 'Fit all' }).click();
  await app.getByRole('button', { name: 'Zoom in' }).click();
  await restMouse(app);
}

async function blastRadius(app: Page): Promise<void> {
  await runCommand(app, 'blast radius of');
  await restMouse(app);
}

async function palette(app: Page): Promise<void> {
  await runCommand(app, 'blast radius of');
  await app.keyboard.press('Control+k');
  await app.keyboard.type('gra');
}

/** By the palette, from wherever the focus is. */
async function runCommand(app: Page, name: string): Promise<void> {
  await app.keyboard.press('Control+k');
  await app.keyboard.type(name);
  await app.getByRole('option', { name }).first().click();
  // What had the focus before gets it back, and explains itself.
  await app.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
}

async function integrity(app: Page): Promise<void> {
  await app.getByRole('banner').getByRole('button', { name: 'Integrity' }).click();
  await app.getByRole('button', { name: 'Audit all rows' }).click();
  await app.getByRole('listbox', { name: 'Findings' }).getByRole('option').first().click();
  await restMouse(app);
}

/** Last: it changes the rows. */
async function history(app: Page): Promise<void> {
  for (const customer of [16, 20]) {
    await stageDelete(app, 'customer', `id = ${customer}`);
    await previewChanges(app);
    await applyChanges(app);
  }
  await app.getByRole('banner').getByRole('button', { name: 'History' }).click();
  await app.getByRole('listbox', { name: 'Applied changes' }).getByRole('option').first().click();
  await expect(app.getByRole('button', { name: 'Dismiss message' })).toHaveCount(0, { timeout: 30_000 });
  await restMouse(app);
}

async function records(app: Page): Promise<void> {
  await app.keyboard.press('Escape');
  await app.keyboard.press('Control+i');
  await openTable(app, 'book');
  await editCell(app, 3, 'subtitle', 'A Companion');
  await (await cell(app, 6, 'title')).click();
  await app.keyboard.press('Delete');
  await (await cell(app, 3, 'title')).click();
  await restMouse(app);
}

async function statementLog(app: Page): Promise<void> {
  await takeBackAll(app);
  await openTable(app, 'order');
  await openTable(app, 'customer');
  await app.keyboard.press('Control+j');
  await expect(app.getByRole('log', { name: 'Statements' }).getByRole('row').nth(3)).toBeVisible();
  await restMouse(app);
}

async function changePreview(app: Page, customer: number): Promise<void> {
  await leaveDialog(app);
  if (await app.getByRole('log', { name: 'Statements' }).isVisible()) await app.keyboard.press('Control+j');
  await takeBackAll(app);
  await stageDelete(app, 'customer', `id = ${customer}`);
  const dialog = await previewChanges(app);
  await dialog
    .getByRole('treeitem', { name: /^order/ })
    .first()
    .click();
  await restMouse(app);
}

async function modeSwitch(app: Page): Promise<void> {
  await leaveDialog(app);
  await takeBackAll(app);
  await openModeSwitch(app);
  await expect(relationRows(app).first()).toBeVisible();
  await restMouse(app);
}

async function leaveDialog(app: Page): Promise<void> {
  const dialog = app.getByRole('dialog', { name: 'Change preview' });
  if (await dialog.isVisible()) await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
}

/** All of a table goes at once where nothing is staged on the row that the keyboard is at. */
async function takeBackAll(app: Page): Promise<void> {
  for (const table of ['book', 'customer']) {
    await openTable(app, table);
    const takeBack = app.getByRole('button', { name: 'Take back' });
    while (await takeBack.isEnabled()) await takeBack.click();
  }
}

/** Away from all that a pointer lights up or explains. */
async function restMouse(app: Page): Promise<void> {
  await app.mouse.move(640, 799);
  await expect(app.getByRole('tooltip')).toHaveCount(0);
}
