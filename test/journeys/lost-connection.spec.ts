import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { expect, test } from './fixtures.ts';
import { openSample } from './pages/open.ts';
import { cell, editCell, openTable } from './pages/records.ts';
import { environment } from './shell.ts';

/** The web shell on a port of its own, which it has again when it is started anew. */
async function start(home: string, port: number) {
  const server = spawn(process.execPath, ['out/main/web.js', '--port', String(port)], {
    env: environment(home),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [url] = await once(createInterface({ input: server.stdout }), 'line');
  return {
    url: String(url),
    async kill() {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    },
  };
}

test('staged edits outlast a program that is killed, and stay on the page meanwhile', async ({
  page,
  home,
}) => {
  const first = await start(home, 0);
  const port = Number(new URL(first.url).port);
  await page.goto(first.url);
  await openSample(page);
  await openTable(page, 'author');
  await editCell(page, 1, 'name', 'Outlasts it');
  await first.kill();
  const staged = page.getByRole('contentinfo', { name: 'Status' });
  await expect(staged).toContainText('1 staged change');
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByText('The program behind this page has ended').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(staged).toContainText('1 staged change');

  const second = await start(home, port);
  try {
    await page.goto('about:blank');
    await page.goto(second.url);
    await openSample(page);
    await expect(page.getByText(/^1 staged change of .+ is back\.$/)).toBeVisible();
    await openTable(page, 'author');
    await expect(await cell(page, 1, 'name')).toHaveText('Outlasts it');
  } finally {
    await second.kill();
  }
});
