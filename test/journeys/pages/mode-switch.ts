import { expect, type Locator, type Page } from '@playwright/test';

export async function openModeSwitch(app: Page): Promise<void> {
  await app.getByRole('banner').getByRole('button', { name: 'Switch relation mode' }).click();
  await expect(app.getByRole('heading', { name: 'Switch relation mode' })).toBeVisible();
}

/** The child sides of the relations whose foreign key goes or comes, sorted, without the default schema. */
export async function shownChanges(app: Page, what: 'dropped' | 'added'): Promise<string[]> {
  const rows = relationRows(app).filter({ hasText: `Foreign key ${what}` });
  await expect(rows.first()).toBeVisible();
  const texts = await rows.locator('td:first-child').allInnerTexts();
  return texts
    .map(
      (text) =>
        text
          .split('→')[0]
          ?.trim()
          .replace(/^public\./, '') ?? '',
    )
    .sort();
}

export function relationRows(app: Page): Locator {
  return app.getByRole('region', { name: 'Relations', exact: true }).getByRole('row');
}

export async function applySwitch(app: Page, to: 'emulated' | 'foreign keys'): Promise<void> {
  await app.getByRole('button', { name: `Switch to ${to}` }).click();
  await expect(app.getByText(/^Done: /)).toBeVisible({ timeout: 30_000 });
  const mode = to === 'emulated' ? 'Emulated' : 'Foreign keys';
  await expect(app.getByRole('contentinfo', { name: 'Status' })).toContainText(`Relation mode ${mode}`);
}

export async function planTheWayBack(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Plan the way back' }).click();
}
