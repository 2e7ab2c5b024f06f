import { expect, type Page } from '@playwright/test';
import { fillConnection } from '../../test/journeys/pages/open.ts';

const connections = [
  { name: 'Bookshop', url: 'postgres://shop@db.example.com/bookshop', environment: 'Production' },
  { name: 'Bookshop, staging', url: 'postgres://shop@staging.example.com/bookshop', environment: 'Staging' },
  { name: 'Warehouse', url: 'mariadb://stock@10.0.0.12/warehouse', environment: 'Development' },
] as const;

export async function saveConnections(app: Page): Promise<void> {
  for (const { name, url, environment } of connections) {
    await fillConnection(app, url);
    const form = app.getByRole('dialog', { name: 'New connection' });
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await form.getByRole('combobox', { name: 'Environment' }).click();
    await app.getByRole('option', { name: environment }).click();
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(form).toBeHidden();
  }
  await app.mouse.move(640, 799);
}
