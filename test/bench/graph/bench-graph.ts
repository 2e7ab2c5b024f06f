import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import Database from 'better-sqlite3';
import { openWeb } from '../../journeys/open-web.ts';
import { chromiumOptions } from '../../support/chromium.ts';
import { generateSchema } from './generate-schema.ts';
import { framesWhile, heapMegabytes, measureOpening, watchBlocks, zoomTo } from './measure-page.ts';

const sizes = [50, 300, 1000, 3000];
const head = [
  '| tables | relations | layout | longest block | first paint | fps at fit: pan / zoom | at 40 %: pan / zoom | at 100 %: pan / zoom | heap |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
].join('\n');

/** Generated databases, opened by the built program in a browser as a user would, and looked at in its graph. */
export async function benchGraph(): Promise<void> {
  if (!existsSync('out/main/web.js')) throw new Error('Nothing is built yet. Run: npm run build');
  console.log(head);
  const browser = await chromium.launch(chromiumOptions);
  try {
    for (const size of sizes) console.log(await measured(browser, size));
  } finally {
    await browser.close();
  }
}

async function measured(browser: Browser, size: number): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'referee-bench-graph-'));
  const file = join(home, `${size}.db`);
  const { tables, relations } = writeDatabase(file, size);
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  await watchBlocks(page);
  const shell = await openWeb(page, home);
  try {
    await page.getByRole('button', { name: 'New connection' }).click();
    await page.getByRole('textbox', { name: 'Connection URL' }).fill(`sqlite:${file}`);
    await page.getByRole('button', { name: 'Save and open' }).click();
    const { layoutMs, paintMs, blockMs, paintBlockMs } = await measureOpening(page);
    const frames = [await both('fit')];
    const search = page.getByRole('combobox', { name: 'Find a table in the graph' });
    await search.fill(`_${Math.floor(size / 2)}`);
    await search.press('Enter');
    await page.waitForTimeout(600);
    frames.push(await both(0.4), await both(1));
    const ms = (value: number) => `${value.toFixed(0)} ms`;
    const block = blockMs === 0 ? '< 50 ms' : ms(blockMs);
    const paint = `${ms(paintMs)}${paintBlockMs > 0 ? ` (block ${ms(paintBlockMs)})` : ''}`;
    const heap = `${(await heapMegabytes(page)).toFixed(0)} MB`;
    return `| ${[tables, relations, ms(layoutMs), block, paint, ...frames, heap].join(' | ')} |`;
  } finally {
    await shell.close();
    await context.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }

  async function both(zoom: number | 'fit'): Promise<string> {
    if (zoom !== 'fit') await zoomTo(page, zoom);
    const pan = await framesWhile(page, 'pan');
    const zooming = await framesWhile(page, 'zoom');
    return `${pan.toFixed(0)} / ${zooming.toFixed(0)}`;
  }
}

function writeDatabase(file: string, size: number) {
  const schema = generateSchema(size);
  const database = new Database(file);
  database.exec(`BEGIN; ${schema.statements.join('; ')}; COMMIT`);
  database.close();
  return schema;
}
