import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { changePreview, totals } from './pages/change-preview.ts';
import { tabTo } from './pages/keyboard.ts';

test('from start to preview, the keyboard is enough', async ({ app }) => {
  const press = (key: string) => app.keyboard.press(key);
  await tabTo(app, app.getByRole('button', { name: 'Open sample database' }));
  await press('Enter');
  await expect(app.getByRole('tree', { name: 'Tables' })).toBeVisible();

  await press('Control+p');
  await app.keyboard.type('customer');
  await press('Enter');
  const grid = app.getByRole('grid', { name: 'customer' });
  await expect(grid).toHaveAttribute('aria-busy', 'false');
  await tabTo(app, grid);
  await press('Control+Home');
  for (let row = 1; row < 16; row += 1) await press('ArrowDown');
  await expect(activeCell(app, grid)).toHaveText('16');
  await press('ArrowRight');
  await expect(activeCell(app, grid)).toHaveText('Axel Strand');

  await press('Delete');
  await expect(app.getByRole('checkbox', { name: 'Select row 16 (to delete)' })).toBeVisible();
  await press('Control+s');
  const dialog = await changePreview(app);
  expect(await totals(dialog)).toMatchObject({ 'delete customer': 1 });
  const effects = dialog.getByRole('tree', { name: 'Effects' });
  await tabTo(app, effects);
  await press('ArrowDown');
  await expect(effects.getByRole('treeitem', { selected: true })).toHaveAttribute('aria-level', '2');

  await press('Escape');
  await expect(dialog).toBeHidden();
  await expect(app.getByRole('button', { name: 'Preview changes' })).toBeEnabled();
  await tabTo(app, grid);
  await press('Control+z');
  await expect(app.getByRole('button', { name: 'Preview changes' })).toBeDisabled();
});

function activeCell(app: Page, grid: Locator): Locator {
  return app.locator('[role=gridcell].active').and(grid.getByRole('gridcell'));
}
