import { expect, type Locator, type Page } from '@playwright/test';

/** Opens the records of a table from the tree; gives its grid. */
export async function openTable(app: Page, name: string): Promise<Locator> {
  const tree = app.getByRole('tree', { name: 'Tables' });
  await tree
    .getByRole('treeitem')
    .filter({ has: app.getByText(name, { exact: true }) })
    .dblclick();
  const grid = app.getByRole('grid');
  await expect(grid).toHaveAccessibleName(new RegExp(`(^|\\.)${RegExp.escape(name)}$`));
  await expect(grid).toHaveAttribute('aria-busy', 'false');
  return grid;
}

/** Filters the open table by a condition in SQL. */
export async function filterRows(app: Page, condition: string): Promise<void> {
  const form = app.getByRole('form', { name: 'Filter' });
  const bySql = form.getByRole('button', { name: 'Write the condition in SQL' });
  if ((await bySql.getAttribute('aria-pressed')) === 'false') await bySql.click();
  await form.getByRole('textbox', { name: 'WHERE condition' }).fill(condition);
  await form.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(form.getByTitle(condition)).toBeVisible();
  await expect(app.getByRole('grid')).toHaveAttribute('aria-busy', 'false');
}

/** Rows of the grid without its header. */
export function bodyRows(app: Page): Locator {
  return app
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: app.getByRole('gridcell') });
}

/** Stages the only row of a table that a condition finds to be deleted. */
export async function stageDelete(app: Page, table: string, condition: string): Promise<void> {
  await openTable(app, table);
  await filterRows(app, condition);
  await expect(bodyRows(app)).toHaveCount(1);
  await app.getByRole('checkbox', { name: 'Select row 1' }).click();
  await app.getByRole('button', { name: 'Delete row' }).click();
  await expect(app.getByRole('checkbox', { name: 'Select row 1 (to delete)' })).toBeVisible();
}

/** A cell by its row from 1, as the grid shows rows, and by the name of its column. */
export async function cell(app: Page, row: number, column: string): Promise<Locator> {
  const grid = app.getByRole('grid');
  const header = grid.getByRole('columnheader').filter({ has: app.getByText(column, { exact: true }) });
  const index = await header.getAttribute('aria-colindex');
  return grid.locator(`[role=row][aria-rowindex="${row + 1}"] [role=gridcell][aria-colindex="${index}"]`);
}

export async function editCell(app: Page, row: number, column: string, value: string): Promise<void> {
  await (await cell(app, row, column)).dblclick();
  await editor(app, column).fill(value);
  await app.keyboard.press('Enter');
}

/** The open editor of a column: a field, or one with a list below. */
export function editor(app: Page, column: string): Locator {
  const name = `Edit ${column}`;
  return app.getByRole('textbox', { name, exact: true }).or(app.getByRole('combobox', { name, exact: true }));
}
