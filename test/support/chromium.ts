import { existsSync } from 'node:fs';
import process from 'node:process';

const given = process.env.CHROMIUM ?? ['/usr/bin/chromium'].find((path) => existsSync(path));
const isRoot = process.getuid?.() === 0;

/** How tests launch Chromium: the one that CHROMIUM names, the system's, or else Playwright's own. */
export const chromiumOptions = {
  ...(given === undefined ? {} : { executablePath: given }),
  args: [
    // Chromium's sandbox refuses to run as root.
    ...(isRoot ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--no-first-run',
    '--no-pings',
  ],
};
