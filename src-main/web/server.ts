import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { createServices } from '../services/create-services.ts';
import { isOwnHost, isOwnOrigin } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { readStaticFile } from './static-files.ts';
import { createToken, offersToken, protocolName } from './token.ts';

export type WebServer = { readonly port: number; readonly token: string; close(): Promise<void> };

const maxMessageBytes = 16 * 1024 * 1024;

/** Serves the renderer and the contract to this computer alone, and of those only to who knows the token. */
export async function startWebServer(parts: {
  readonly services: ReturnType<typeof createServices>;
  readonly rendererFolder: string;
  /** 0: any free one. */
  readonly port: number;
}): Promise<WebServer> {
  const { services, rendererFolder } = parts;
  const token = createToken();
  const server = createServer((request, response) => {
    void serveFile(request, response, rendererFolder, port);
  });
  const port = await listen(server, parts.port);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    handleProtocols: () => protocolName,
  });
  const handler = new RPCHandler(services.router);

  server.on('upgrade', (request, socket, head) => {
    if (!isOwnHost(request, port) || !isOwnOrigin(request) || request.url !== '/rpc')
      return refuse(socket, 403);
    if (!offersToken(request.headers['sec-websocket-protocol'], token)) return refuse(socket, 401);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const client = randomUUID();
      void handler.upgrade(webSocket, { context: { client } });
      webSocket.on('error', () => webSocket.terminate());
      webSocket.on('close', () => void services.connections.closeClient(client));
    });
  });

  return {
    port,
    token,
    async close() {
      for (const webSocket of sockets.clients) webSocket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await services.connections.closeAll();
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return address.port;
}

async function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  port: number,
): Promise<void> {
  const end = (status: number, text: string) =>
    response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
  const headers = securityHeaders([`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]);
  if (!isOwnHost(request, port)) return void end(403, 'This server is for this computer alone.');
  if (request.headers.origin !== undefined && !isOwnOrigin(request))
    return void end(403, 'Not for other pages.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return void end(405, 'Only GET and HEAD.');
  const file = await readStaticFile(folder, (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/');
  if (file === null) return void end(404, 'There is no such file.');
  response.writeHead(200, { ...headers, 'content-type': file.type, 'content-length': file.body.length });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

function refuse(socket: Duplex, status: 401 | 403): void {
  socket.end(
    `HTTP/1.1 ${status} ${status === 401 ? 'Unauthorized' : 'Forbidden'}\r\nConnection: close\r\n\r\n`,
  );
}
