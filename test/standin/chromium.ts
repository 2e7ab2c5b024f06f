import process from 'node:process';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { chromiumOptions } from '../support/chromium.ts';

let launching: Promise<Browser> | null = null;

/** The browser whose pages are the windows; a test attaches to it on the port that STANDIN_PORT names. */
export async function windowContext(): Promise<BrowserContext> {
  const { args, ...options } = chromiumOptions;
  const port = `--remote-debugging-port=${process.env.STANDIN_PORT ?? 0}`;
  launching ??= chromium.launch({ ...options, args: [...args, port] });
  const browser = await launching;
  return browser.contexts()[0] ?? browser.newContext({ viewport: null });
}

export async function closeChromium(): Promise<void> {
  const browser = await launching?.catch(() => null);
  await browser?.close();
}
