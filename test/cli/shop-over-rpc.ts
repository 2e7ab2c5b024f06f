import { afterEach, beforeEach } from 'vitest';
import { createShop } from '../services/shop.ts';
import { startRpc } from './terminal.ts';

/** For each test of a file, a shop and a `referee rpc` with its folder. */
export function shopOverRpc() {
  let shop: Awaited<ReturnType<typeof createShop>>;
  let rpc: ReturnType<typeof startRpc>;
  beforeEach(async () => {
    shop = await createShop();
    rpc = startRpc(shop.folder);
  });
  afterEach(async () => {
    rpc.child.kill();
    await rpc.ended;
    await shop.close();
  });
  return { shop: () => shop, rpc: () => rpc };
}
