import process from 'node:process';
import type { Browser, BrowserContext } from '@playwright/test';
import { chromiumOptions } from '../support/chromium.ts';

let launching: Promise<Browser> | null = null;

/** The browser whose pages are the windows; a test attaches to it on the port that STANDIN_PORT names. */
export async function windowContext(): Promise<BrowserContext> {
  launching ??= launch();
  const browser = await launching;
  return browser.contexts()[0] ?? browser.newContext({ viewport: null });
}

async function launch(): Promise<Browser> {
  const { chromium } = await import('@playwright/test');
  const { args, ...options } = chromiumOptions;
  const port = `--remote-debugging-port=${process.env.STANDIN_PORT ?? 0}`;
  return chromium.launch({ ...options, args: [...args, port] });
}

export async function closeChromium(): Promise<void> {
  const browser = await launching?.catch(() => null);
  await browser?.close();
}
