import { effectsOfDelete } from './databases/customer-delete.ts';
import { expect, onEveryShop, test } from './databases/shop-fixture.ts';
import { dump, foreignKeys } from './databases/sql-database.ts';
import { applyChanges, previewChanges, totals } from './pages/change-preview.ts';
import { applySwitch, openModeSwitch, planTheWayBack, shownChanges } from './pages/mode-switch.ts';
import { stageDelete } from './pages/records.ts';

onEveryShop(({ customer }) => {
  test('foreign keys go and come back as they were, and deletes do the same without them', async ({
    app,
    shop,
  }) => {
    const { database, twin } = shop;
    const catalog = await database.catalog();
    const keys = await foreignKeys(database);
    const rows = await dump(database);
    const effects = await effectsOfDelete(database, customer);

    await openModeSwitch(app);
    expect(await shownChanges(app, 'dropped')).toEqual(keys);
    await applySwitch(app, 'emulated');
    expect(await foreignKeys(database)).toEqual([]);
    expect(await dump(database)).toEqual(rows);

    await stageDelete(app, 'customer', `id = ${customer}`);
    const dialog = await previewChanges(app);
    await expect(dialog.getByText('Referee emulates the relations')).toBeVisible();
    expect(await totals(dialog)).toEqual(effects);
    await applyChanges(app);
    await twin.query(`DELETE FROM customer WHERE id = ${customer}`);
    expect(await dump(database)).toEqual(await dump(twin));

    await openModeSwitch(app);
    await planTheWayBack(app);
    expect(await shownChanges(app, 'added')).toEqual(keys);
    await applySwitch(app, 'foreign keys');
    expect(await database.catalog()).toEqual(catalog);
    expect(await dump(database)).toEqual(await dump(twin));
  });
});
