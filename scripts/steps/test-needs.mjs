import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { say } from './project.mjs';
import { capture } from './run.mjs';

const needs = [
  {
    name: 'Chromium',
    package: 'chromium',
    isThere: hasChromium,
    otherwise: 'run: npx playwright install chromium',
  },
  {
    name: 'MariaDB',
    package: 'mariadb-server',
    isThere: () => Boolean(process.env.TEST_MYSQL_URL) || onPath('mariadbd'),
    otherwise: 'install its server, or set TEST_MYSQL_URL to a server of your own',
  },
];

/** Installs what the tests need of the system, where that is possible; says else what to do. The tests then tell. */
export async function prepareTestNeeds() {
  const missing = needs.filter((need) => !need.isThere());
  if (missing.length === 0) return;
  const names = missing.map((need) => need.package);
  if (process.getuid?.() === 0 && onPath('apt-get')) await installByApt(names);
  for (const need of missing.filter((one) => !one.isThere())) {
    say(
      `${need.name} is missing: ${onPath('apt-get') ? `run: sudo apt-get install ${need.package}` : need.otherwise}`,
    );
  }
}

async function installByApt(names) {
  say(`Installing ${names.join(' and ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await capture('apt-get', ['update'], { env });
  const { code, output } = await capture('apt-get', ['install', '-y', '--no-install-recommends', ...names], {
    env,
  });
  if (code !== 0) say(output);
}

function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.some((folder) => existsSync(join(folder, name)));
}

function hasChromium() {
  if (process.env.CHROMIUM !== undefined) return existsSync(process.env.CHROMIUM);
  return onPath('chromium') || playwrightFolders().some((name) => name.startsWith('chromium'));
}

function playwrightFolders() {
  const caches = {
    darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
    win32: join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
  };
  const usual = caches[process.platform] ?? join(homedir(), '.cache', 'ms-playwright');
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? usual;
  return existsSync(folder) ? readdirSync(folder) : [];
}
