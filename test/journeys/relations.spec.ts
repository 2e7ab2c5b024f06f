import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openSample } from './pages/open.ts';

async function choose(app: Page, label: string, option: string): Promise<void> {
  await app.getByRole('dialog').getByLabel(label, { exact: true }).click();
  await app.getByRole('option', { name: option, exact: true }).click();
}

test('a foreign key gets another action by a plan, and a relation is declared, edited and forgotten', async ({
  app,
}) => {
  await openSample(app);
  await app.getByRole('tree', { name: 'Tables' }).getByText('customer', { exact: true }).click();
  const inspector = app.getByRole('complementary', { name: 'Inspector' });

  await inspector.getByRole('button', { name: 'More for customer.city_id → city.id' }).click();
  await expect(app.getByRole('menuitem', { name: 'Forget' })).toBeDisabled();
  await app.getByRole('menuitem', { name: 'Edit actions…' }).click();
  await choose(app, 'On delete', 'Restrict');
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(
    dialog.getByText('Change the actions of a foreign key in the definition of customer'),
  ).toBeVisible();
  await dialog.getByRole('button', { name: 'Change the foreign key' }).click();
  await expect(dialog).toBeHidden();
  await expect(inspector.getByText('On delete restrict, on update no action')).toBeVisible();

  await inspector.getByRole('button', { name: 'Declare a relation…' }).click();
  await choose(app, 'Column', 'email');
  await choose(app, 'References the table', 'loyalty_tier');
  await dialog.getByRole('button', { name: 'Declare' }).click();
  await expect(dialog).toBeHidden();
  const declared = 'More for customer.email → loyalty_tier.code';
  await inspector.getByRole('button', { name: declared }).click();
  await app.getByRole('menuitem', { name: 'Edit actions…' }).click();
  await choose(app, 'On update', 'Cascade');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(inspector.getByText('On delete no action, on update cascade')).toBeVisible();

  await inspector.getByRole('button', { name: declared }).click();
  await app.getByRole('menuitem', { name: 'Forget' }).click();
  await expect(inspector.getByRole('button', { name: declared })).toHaveCount(0);
});
