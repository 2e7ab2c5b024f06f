import { expect, test } from './databases/shop-fixture.ts';
import { applySwitch, openModeSwitch } from './pages/mode-switch.ts';
import { problemsOf } from './pages/problems.ts';

test('a foreign key that somebody made while relations are emulated is taken over into the relation file', async ({
  app,
  shop,
}) => {
  await openModeSwitch(app);
  await applySwitch(app, 'emulated');
  await shop.database.query(
    'CREATE TABLE letter (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id))',
  );
  await app.getByRole('banner').getByRole('button', { name: 'Reload tables and relations' }).click();
  await app.getByRole('tree', { name: 'Tables' }).getByText('letter', { exact: true }).click();
  const inspector = app.getByRole('complementary', { name: 'Inspector' });
  const take = inspector.getByRole('button', { name: 'Take it over into the relation file' });
  await take.click();

  const dialog = app.getByRole('dialog', { name: 'Take over a foreign key' });
  await expect(dialog).toContainText('letter.customer_id → customer.id');
  expect(await problemsOf(app)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(take).toBeVisible();

  await take.click();
  await dialog.getByRole('button', { name: 'Take it over' }).click();
  await expect(dialog).toBeHidden();
  await expect(take).toBeHidden();
});
