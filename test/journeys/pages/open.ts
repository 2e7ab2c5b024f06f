import { expect, type Page } from '@playwright/test';

export async function openSample(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Open sample database' }).click();
  await expect(app.getByRole('tree', { name: 'Tables' })).toBeVisible();
}

/** Pastes a URL into the form of a new connection. */
export async function fillConnection(app: Page, url: string): Promise<void> {
  await app.getByRole('button', { name: 'New connection' }).click();
  await app.getByRole('textbox', { name: 'Connection URL' }).fill(url);
}

export async function connect(app: Page, url: string): Promise<void> {
  await fillConnection(app, url);
  const form = app.getByRole('dialog', { name: 'New connection' });
  const { pathname } = new URL(url);
  await expect(form.getByRole('textbox', { name: /^Database/ })).toHaveValue(
    decodeURIComponent(url.startsWith('sqlite:') ? pathname : pathname.slice(1)),
  );
  await form.getByRole('button', { name: 'Save and open' }).click();
  await expect(app.getByRole('tree', { name: 'Tables' })).toBeVisible();
}
