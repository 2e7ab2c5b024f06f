import { expect, onEveryShop, test } from './databases/shop-fixture.ts';
import { dump } from './databases/sql-database.ts';
import { applyChanges, changePreview, previewChanges } from './pages/change-preview.ts';
import { bodyRows, stageDelete } from './pages/records.ts';

onEveryShop(({ customer }) => {
  test('a delete that was applied is undone from its message', async ({ app, shop }) => {
    const before = await dump(shop.database);
    await stageDelete(app, 'customer', `id = ${customer}`);
    await previewChanges(app);
    await applyChanges(app);
    await expect(bodyRows(app)).toHaveCount(0);
    expect(await dump(shop.database)).not.toEqual(before);

    // That of the message: the grid has one for staged edits.
    await app.getByText('Undo', { exact: true }).click();
    await changePreview(app);
    await applyChanges(app);
    await expect(bodyRows(app)).toHaveCount(1);
    expect(await dump(shop.database)).toEqual(before);
  });
});
