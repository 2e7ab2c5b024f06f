import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { CustomScheme } from 'electron';
import { app } from './application.ts';

/**
 * Chromium knows no schemes of our own. `app://host/path` is served over loopback HTTP as
 * `http://host.app.localhost:port/path`: an origin of its own and a secure context, as a privileged scheme is.
 */
type Handler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Handler>();
const privileged = new Set<string>();
let port = 0;

export const protocol = {
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    if (app.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    for (const { scheme, privileges } of schemes) if (privileges?.standard) privileged.add(scheme);
  },
  handle(scheme: string, handler: Handler): void {
    if (!app.isReady()) throw new Error('protocol can only be used after app is ready');
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    if (!privileged.has(scheme))
      throw new Error(`The stand-in serves only standard schemes; ${scheme} is none.`);
    handlers.set(scheme, handler);
  },
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
  unhandle: (scheme: string) => void handlers.delete(scheme),
};

/** Where Chromium finds what Electron would find at the URL. */
export async function chromiumUrl(text: string): Promise<string> {
  const url = new URL(text);
  const scheme = url.protocol.slice(0, -1);
  if (!handlers.has(scheme)) return text;
  port ||= await serve();
  return `http://${url.host}.${scheme}.localhost:${port}${url.pathname}${url.search}${url.hash}`;
}

/** The reverse of `chromiumUrl`. */
export function electronUrl(text: string): string {
  const parts = /^http:\/\/([^/]+)\.([^./]+)\.localhost:(\d+)(\/.*)$/.exec(text);
  return parts === null || Number(parts[3]) !== port ? text : `${parts[2]}://${parts[1]}${parts[4]}`;
}

function serve(): Promise<number> {
  const server = createServer((request, response) => void answer(request, response)).unref();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = electronUrl(`http://${request.headers.host}${request.url}`);
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (handler === undefined) {
    response.writeHead(404).end();
    return;
  }
  try {
    const answered = await handler(new Request(url, { method: request.method ?? 'GET' }));
    response.writeHead(answered.status, Object.fromEntries(answered.headers));
    if (answered.body === null) response.end();
    else Readable.from(answered.body).pipe(response);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
}
