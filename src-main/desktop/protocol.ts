import { protocol } from 'electron';
import { securityHeaders } from '../web/security-headers.ts';
import { readStaticFile } from '../web/static-files.ts';

const scheme = 'app';

/** The one page of the program; `referee` is the host of the scheme `app`. */
export const pageUrl = `${scheme}://referee/`;

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer, and nothing else, under the scheme. */
export function serveRenderer(folder: string): void {
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    const file = url.host === 'referee' ? await readStaticFile(folder, url.pathname) : null;
    if (request.method !== 'GET' || file === null)
      return new Response('There is no such file.\n', { status: 404 });
    return new Response(new Uint8Array(file.body), {
      headers: { ...securityHeaders([]), 'content-type': file.type },
    });
  });
}
