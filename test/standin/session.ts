import type { Permission } from './permissions.ts';
import { protocol } from './protocol.ts';

type RequestHandler = (contents: unknown, permission: Permission, answer: (granted: boolean) => void) => void;
type CheckHandler = (contents: unknown, permission: Permission, origin: string) => boolean;

let requestHandler: RequestHandler | null = null;
let checkHandler: CheckHandler | null = null;

const defaultSession = {
  protocol,
  setPermissionRequestHandler(handler: RequestHandler | null): void {
    requestHandler = handler;
  },
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    checkHandler = handler;
  },
};

export const session = { defaultSession };

/** Electron grants whatever no handler refuses. */
export async function isGranted(contents: unknown, permission: Permission, origin: string): Promise<boolean> {
  if (checkHandler !== null && !checkHandler(contents, permission, origin)) return false;
  const handler = requestHandler;
  if (handler === null) return true;
  return new Promise((resolve) => handler(contents, permission, resolve));
}
