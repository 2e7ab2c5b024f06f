import { randomBytes, timingSafeEqual } from 'node:crypto';

/** What a WebSocket names as its subprotocol, followed by the token as a second one: a browser can send no header. */
export const protocolName = 'referee';

/** 32 random bytes, spelled so that they may stand in a URL and in a list of subprotocols. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Takes the same time wherever the two differ. `offered`: the header Sec-WebSocket-Protocol. */
export function offersToken(offered: string | undefined, token: string): boolean {
  const [name, given] = (offered ?? '').split(',').map((part) => part.trim());
  if (name !== protocolName || given === undefined) return false;
  const a = Buffer.from(given);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
}
