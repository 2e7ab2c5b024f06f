import { expect, test } from './databases/shop-fixture.ts';
import { shopKinds } from './databases/shops.ts';
import { dump } from './databases/sql-database.ts';
import { applyChanges, changePreview, previewChanges } from './pages/change-preview.ts';
import { stageDelete } from './pages/records.ts';

/** Another program's lock keeps SQLite waiting, in the middle of a preview or of an apply, until that is cancelled. */
for (const kind of shopKinds.filter(({ title }) => title.startsWith('SQLite'))) {
  test.describe(kind.title, () => {
    test.use({ shell: kind.shell, kind });

    test('a preview that is closed while it is planned is cancelled, and can be asked for again', async ({
      app,
      shop,
    }) => {
      await stageDelete(app, 'customer', `id = ${kind.customer}`);
      await app.keyboard.press('Control+j');
      await shop.database.query('BEGIN EXCLUSIVE');
      await app.getByRole('button', { name: 'Preview changes' }).click();
      const dialog = app.getByRole('dialog', { name: 'Change preview' });
      await expect(dialog.getByText('Finding every row this reaches…')).toBeVisible();

      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await expect(dialog).toBeHidden();
      const log = app.getByRole('log', { name: 'Statements' });
      await expect(log.getByText('The request was cancelled.').first()).toBeVisible();
      await shop.database.query('ROLLBACK');

      await previewChanges(app);
      await applyChanges(app);
    });

    test('an apply that is cancelled changes nothing, says so, and can be done again', async ({
      app,
      shop,
    }) => {
      const before = await dump(shop.database);
      await stageDelete(app, 'customer', `id = ${kind.customer}`);
      const dialog = await previewChanges(app);
      await shop.database.query('BEGIN IMMEDIATE');
      const apply = dialog.getByRole('button', { name: /^Delete / });
      await apply.click();
      await expect(apply).toHaveAttribute('aria-busy', 'true');

      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await expect(dialog.getByText('The change was cancelled.')).toBeVisible();
      await shop.database.query('ROLLBACK');
      expect(await dump(shop.database)).toEqual(before);

      await changePreview(app);
      await applyChanges(app);
      expect(await dump(shop.database)).not.toEqual(before);
    });
  });
}
