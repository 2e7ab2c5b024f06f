import { join } from 'node:path';
import { foreignKeys, type SqlDatabase } from './databases/sql-database.ts';
import { openSqlite } from './databases/sqlite.ts';
import { test as base, expect } from './fixtures.ts';
import { openSample } from './pages/open.ts';

const test = base.extend<{ sample: SqlDatabase }>({
  sample: async ({ app, home }, use) => {
    await openSample(app);
    const sample = await openSqlite(join(home, 'sample.db'));
    await use(sample);
    await sample.close();
  },
});

for (const shell of ['web', 'desktop'] as const) {
  test.describe(`the ${shell} shell`, () => {
    test.use({ shell });

    test('the graph of the sample database has all tables and relations', async ({ app, sample }) => {
      const tables = await sample.tables();
      const keys = await foreignKeys(sample);
      await app.getByRole('button', { name: 'List tables and relations' }).click();
      const listed = (name: string) => app.getByRole('list', { name, exact: true }).getByRole('listitem');
      await expect(listed('Tables')).toHaveCount(tables.length);
      expect((await listed('Tables').allTextContents()).sort()).toEqual([...tables].sort());
      await expect(listed('Relations')).toHaveCount(keys.length);
      await expect(app.getByRole('contentinfo', { name: 'Status' })).toContainText(
        `${tables.length} tables, ${keys.length} relations`,
      );
    });

    test('the graph is drawn, and its cards come with their columns', async ({ app, sample }) => {
      const graph = app.getByRole('group', { name: 'Relation graph' });
      await expect(graph).toHaveAttribute('aria-busy', 'false');
      await expect.poll(() => graph.locator('canvas').evaluate(colours)).toBeGreaterThan(4);

      const search = app.getByRole('combobox', { name: 'Find a table in the graph' });
      await search.fill('customer');
      await search.press('Enter');
      const card = graph.getByRole('region', { name: 'customer', exact: true });
      await expect(card).toBeInViewport();
      await expect(app.getByRole('complementary', { name: 'Inspector' })).toContainText('customer');
      const columns = await sample.query("SELECT name FROM pragma_table_info('customer')");
      for (const [column] of columns)
        await expect(card.getByText(String(column), { exact: true })).toBeVisible();
    });
  });
}

/** How many colours a canvas shows. */
function colours(canvas: Element): number {
  if (!(canvas instanceof HTMLCanvasElement)) return 0;
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  return new Set(new Uint32Array(Uint8ClampedArray.from(pixels).buffer)).size;
}
