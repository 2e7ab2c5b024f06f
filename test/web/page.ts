import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '../../src-main/contract/contract.ts';
import { startWebServer, type WebServer } from '../../src-main/web/server.ts';
import { createShop } from '../services/shop.ts';

/** The web shell on a shop, with a renderer of one page; a secret lies beside it and a link inside leads to the secret. */
export async function startShopServer() {
  const shop = await createShop();
  const rendererFolder = join(shop.folder, 'renderer');
  await mkdir(join(rendererFolder, 'assets'), { recursive: true });
  await writeFile(join(rendererFolder, 'index.html'), '<title>Referee</title>');
  await writeFile(join(rendererFolder, 'assets', 'main.js'), 'export {}');
  await writeFile(join(shop.folder, 'secret.html'), 'secret');
  await writeFile(join(shop.folder, 'renderer-secret.html'), 'secret');
  await symlink(join(shop.folder, 'secret.html'), join(rendererFolder, 'link.html'));
  const server = await startWebServer({ services: shop.services, rendererFolder, port: 0 });
  return {
    ...shop,
    server,
    async close() {
      await server.close();
      await shop.close();
    },
  };
}

export type Answer = {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
};

/** Sends the path as it is: `fetch` would tidy it. */
export function get(
  { port }: WebServer,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on('error', reject).end();
  });
}

export type Knock = {
  readonly token?: string;
  readonly origin?: string;
  readonly host?: string;
  readonly path?: string;
};

/** A WebSocket as the page opens it, or with something wrong about it. */
export function knock({ port, token }: WebServer, wrong: Knock = {}): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${port}${wrong.path ?? '/rpc'}`, ['referee', wrong.token ?? token], {
    origin: wrong.origin ?? `http://127.0.0.1:${port}`,
    headers: wrong.host === undefined ? {} : { host: wrong.host },
  });
}

/** 101 where it was let in. */
export function statusOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('error', reject);
  });
}

export function clientOf(websocket: WebSocket): ContractRouterClient<Contract> {
  // The same by use; their types differ in what an event is.
  const page = websocket as unknown as globalThis.WebSocket;
  return createORPCClient(new RPCLink({ websocket: page }));
}
