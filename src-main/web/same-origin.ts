import type { IncomingMessage } from 'node:http';

/**
 * Whether a request was meant for this very server. A Host of any other name is DNS rebinding; an Origin of any other
 * page is a page elsewhere that talks to this computer.
 */
export function isOwnHost(request: IncomingMessage, port: number): boolean {
  return request.headers.host === `127.0.0.1:${port}` || request.headers.host === `localhost:${port}`;
}

export function isOwnOrigin(request: IncomingMessage): boolean {
  return request.headers.origin === `http://${request.headers.host}`;
}
