import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Page } from '@playwright/test';
import type { Contract } from '../../src-main/contract/contract.ts';
import type { Pipe } from '../../src-main/contract/pipe.ts';

/** A client of the test's own that talks through the page's pipe, beside the page's client. */
export async function clientThroughPipe(page: Page): Promise<ContractRouterClient<Contract>> {
  const listeners: ((message: string) => void)[] = [];
  await page.exposeFunction('toTest', (message: string) => {
    // The ids of the page's own client have no such mark.
    const { i: id, ...rest } = JSON.parse(message);
    if (!String(id).startsWith('test-')) return;
    for (const listener of listeners) listener(JSON.stringify({ ...rest, i: id.slice('test-'.length) }));
  });
  await page.evaluate(() => {
    const { referee, toTest } = window as unknown as { referee: Pipe; toTest(message: string): void };
    referee.onMessage((message) => {
      if (typeof message === 'string') toTest(message);
    });
  });
  const port = {
    postMessage(message: string) {
      const { i: id, ...rest } = JSON.parse(message);
      const marked = JSON.stringify({ ...rest, i: `test-${id}` });
      void page.evaluate((text) => {
        const { referee } = window as unknown as { referee: Pipe };
        referee.postMessage(text);
      }, marked);
    },
    onMessage: { addListener: (listener: (message: string) => void) => void listeners.push(listener) },
    onDisconnect: { addListener() {} },
  };
  return createORPCClient(new RPCLink({ port }));
}
