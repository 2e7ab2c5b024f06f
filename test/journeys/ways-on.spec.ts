import { invoicesOf } from './databases/customer-delete.ts';
import { expect, onEveryShop, test } from './databases/shop-fixture.ts';
import { dump, number } from './databases/sql-database.ts';
import { applyChanges, changePreview, previewChanges, totals, waysOn } from './pages/change-preview.ts';
import { editCell, openTable, stageDelete } from './pages/records.ts';

onEveryShop(({ invoiced }) => {
  test('a blocked delete goes on by deleting what stands in its way', async ({ app, shop }) => {
    const invoices = await invoicesOf(shop.database, invoiced);
    await stageDelete(app, 'customer', `id = ${invoiced}`);
    const dialog = await previewChanges(app);
    const label = `Delete ${invoices.length} invoice rows as well`;
    await waysOn(dialog, 'invoice').getByRole('button', { name: label }).click();

    await expect(dialog.getByText(`Besides what you asked for: ${label}.`)).toBeVisible();
    await expect(dialog.getByRole('region', { name: 'Blockers' })).toBeHidden();
    expect(await totals(dialog)).toMatchObject({ 'delete customer': 1, 'delete invoice': invoices.length });
    await applyChanges(app);
    const left = await number(shop.database, `SELECT count(*) FROM customer WHERE id = ${invoiced}`);
    expect([left, await invoicesOf(shop.database, invoiced)]).toEqual([0, []]);
  });
});

test('what a way on adds is taken back, and nothing was written', async ({ app, shop }) => {
  await stageDelete(app, 'customer', 'id = 10');
  const dialog = await previewChanges(app);
  await waysOn(dialog, 'invoice')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await dialog.getByRole('button', { name: 'Only what I asked for' }).click();
  await expect(dialog.getByRole('region', { name: 'Blockers' })).toBeVisible();
  await expect(dialog.getByText(/^Besides what you asked for/)).toBeHidden();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await dump(shop.database)).toEqual(await dump(shop.twin));
});

test('a reference to nothing is pointed elsewhere, by the keyboard alone', async ({ app, shop }) => {
  await openTable(app, 'order_item');
  const old = await number(shop.database, 'SELECT min(book_id) FROM order_item WHERE line = 1');
  await editCell(app, 1, 'book_id', '999999');
  await app.keyboard.press('Control+s');
  const dialog = await changePreview(app);
  const way = waysOn(dialog, 'order_item').getByRole('button', { name: /^Reference another row of book/ });
  await way.focus();
  await app.keyboard.press('Enter');
  const key = dialog.getByRole('textbox', { name: /book\.id$/ });
  await expect(key).toBeFocused();
  await app.keyboard.type('no number');
  await app.keyboard.press('Enter');
  await expect(dialog.getByText('id takes a whole number')).toBeVisible();
  await key.fill(String(old));
  await app.keyboard.press('Enter');
  await expect(dialog.getByRole('region', { name: 'Blockers' })).toBeHidden();
  expect(await totals(dialog)).toEqual({ 'update order_item': 1 });
  await applyChanges(app);
});
