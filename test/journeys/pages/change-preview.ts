import { expect, type Locator, type Page } from '@playwright/test';

/** Previews what is staged; gives the dialog once the plan is there. */
export async function previewChanges(app: Page): Promise<Locator> {
  await app.getByRole('button', { name: 'Preview changes' }).click();
  return changePreview(app);
}

export async function changePreview(app: Page): Promise<Locator> {
  const dialog = app.getByRole('dialog', { name: 'Change preview' });
  await expect(dialog.getByRole('tree', { name: 'Effects' })).toBeVisible();
  return dialog;
}

/** The rows per action and table that the preview shows, such as `{ 'delete order': 8 }`, without schemas. */
export async function totals(dialog: Locator): Promise<Record<string, number>> {
  const shown: Record<string, number> = {};
  const list = dialog.getByRole('list', { name: 'Totals' });
  // They are gone while it is planned anew.
  await expect(list).toBeVisible();
  for (const text of await list.getByRole('listitem').allInnerTexts()) {
    const [, table, action, count] = /^(?:\w+\.)?(\w+): (\w+) ([\d,]+)$/.exec(text.trim()) ?? [];
    expect(count, `the total "${text}"`).toBeDefined();
    shown[`${action} ${table}`] = Number(count?.replaceAll(',', ''));
  }
  return shown;
}

export async function applyChanges(app: Page): Promise<void> {
  const dialog = app.getByRole('dialog', { name: 'Change preview' });
  await dialog.getByRole('button', { name: /^(Delete|Update|Insert) / }).click();
  await expect(dialog).toBeHidden();
  await expect(app.getByText('Applied in one transaction.').first()).toBeVisible();
}

/** The ways on from the rows of a table that stand in the way. */
export function waysOn(dialog: Locator, table: string): Locator {
  return dialog.getByRole('list', { name: new RegExp(`^Ways on past (\\w+\\.)?${table}$`) });
}
