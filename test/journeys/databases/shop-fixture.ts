import { test as base } from '../fixtures.ts';
import { type Shop, type ShopKind, shopKinds } from './shops.ts';

/** `kind`: which shop is opened, before the test begins. */
export const test = base.extend<{ kind: ShopKind | undefined; shop: Shop }>({
  kind: [shopKinds[0], { option: true }],
  shop: async ({ app, home, kind }, use) => {
    if (kind === undefined) throw new Error('No kind of shop is chosen.');
    const shop = await kind.open(app, home);
    await use(shop);
    await shop.close();
  },
});

export { expect } from '@playwright/test';

/** The same tests on every kind of shop. */
export function onEveryShop(tests: (kind: ShopKind) => void): void {
  for (const kind of shopKinds) {
    test.describe(kind.title, () => {
      test.use({ shell: kind.shell, kind });
      tests(kind);
    });
  }
}
