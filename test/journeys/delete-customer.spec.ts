import { effectsOfDelete, invoicesOf } from './databases/customer-delete.ts';
import { expect, onEveryShop, test } from './databases/shop-fixture.ts';
import { dump } from './databases/sql-database.ts';
import { applyChanges, previewChanges, totals } from './pages/change-preview.ts';
import { bodyRows, stageDelete } from './pages/records.ts';

onEveryShop(({ customer, invoiced }) => {
  test('a delete shows what it reaches and does that and nothing else', async ({ app, shop }) => {
    const expected = await effectsOfDelete(shop.database, customer);
    expect(Object.values(expected).every((count) => count > 0)).toBe(true);
    await stageDelete(app, 'customer', `id = ${customer}`);
    const dialog = await previewChanges(app);
    expect(await totals(dialog)).toEqual(expected);

    await applyChanges(app);
    await expect(bodyRows(app)).toHaveCount(0);
    await shop.twin.query(`DELETE FROM customer WHERE id = ${customer}`);
    expect(await dump(shop.database)).toEqual(await dump(shop.twin));
  });

  test('a delete that restrict blocks shows the blocking rows and cannot be applied', async ({
    app,
    shop,
  }) => {
    const invoices = await invoicesOf(shop.database, invoiced);
    expect(invoices.length).toBeGreaterThan(1);
    await stageDelete(app, 'customer', `id = ${invoiced}`);
    const dialog = await previewChanges(app);
    const blockers = dialog.getByRole('region', { name: 'Blockers' });
    const rows = blockers.getByRole('region', { name: /^Blocking rows of (\w+\.)?invoice$/ });
    for (const [number] of invoices)
      await expect(rows.getByText(String(number), { exact: true })).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Apply', exact: true })).toBeDisabled();

    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    expect(await dump(shop.database)).toEqual(await dump(shop.twin));
    await app.getByRole('button', { name: 'Take back' }).click();
    await expect(app.getByRole('button', { name: 'Preview changes' })).toBeDisabled();
  });
});
