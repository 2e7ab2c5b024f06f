import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Page } from '@playwright/test';
import { environment, type Shell } from './shell.ts';

/** The web shell prints its URL, token included, as its first line. */
export async function openWeb(page: Page, home: string): Promise<Shell> {
  const server = spawn(process.execPath, ['out/main/web.js'], {
    env: environment(home),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit').then(([code]) => {
    throw new Error(`The web shell ended with ${code} before it printed its URL.`);
  });
  const [url] = await Promise.race([once(createInterface({ input: server.stdout }), 'line'), ended]);
  await page.goto(String(url));
  return {
    page,
    async close() {
      await page.close();
      server.kill();
      await ended.catch(() => {});
    },
  };
}
