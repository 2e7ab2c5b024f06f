import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { openWeb } from '../journeys/open-web.ts';
import { connect } from '../journeys/pages/open.ts';
import { chromiumOptions } from '../support/chromium.ts';
import { type GridFrames, gridFrames, openingTime, timeUntilRow } from './grid-page.ts';

const count = 1_000_000;

/** A table of a million rows in the built page, in headless Chromium: prints what a user waits for and sees of it. */
export async function benchGrid(rounds: number): Promise<void> {
  if (!existsSync('out/main/web.js')) throw new Error('Nothing is built yet. Run: npm run build');
  const home = mkdtempSync(join(tmpdir(), 'bench-grid-'));
  const browser = await chromium.launch(chromiumOptions);
  try {
    const file = join(home, 'large.db');
    fill(file);
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const shell = await openWeb(await context.newPage(), home);
    try {
      await connect(shell.page, `sqlite:${file}`);
      await measure(shell.page, rounds);
    } finally {
      await shell.close();
    }
  } finally {
    await browser.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

function fill(file: string): void {
  const database = new Database(file);
  const columns = Array.from({ length: 12 }, (_, index) => `extra_${index} TEXT`).join(', ');
  const values = Array.from({ length: 12 }, (_, index) => `'value ' || (x * ${index + 3} % 9973)`).join(', ');
  database.exec(`
    CREATE TABLE large (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price NUMERIC, born DATE, ${columns});
    WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ${count})
    INSERT INTO large SELECT x, 'Row number ' || x, x / 100.0, '2026-11-21', ${values} FROM n`);
  database.close();
}

async function measure(page: Page, rounds: number): Promise<void> {
  const opening: number[] = [];
  const jumps: number[] = [];
  const far: number[] = [];
  const slow: GridFrames[] = [];
  const fast: GridFrames[] = [];
  const dragged: GridFrames[] = [];
  for (let round = 0; round < rounds; round += 1) {
    opening.push(await openingTime(page, 'large'));
    const grid = page.getByRole('grid', { name: 'large' });
    await page.waitForFunction(
      (rows) => document.querySelector(`[role=grid][aria-rowcount="${rows}"]`),
      count + 1,
    );
    slow.push(await gridFrames(page, 'wheel', 90));
    fast.push(await gridFrames(page, 'wheel', 900));
    dragged.push(await gridFrames(page, 'drag', 0));
    await grid.focus();
    await page.keyboard.press('Control+Home');
    jumps.push(await timeUntilRow(page, 'end', count));
    await page.keyboard.press('Control+Home');
    far.push(await timeUntilRow(page, 'scrollbar', count / 2));
    await page.keyboard.press('Alt+w');
  }
  const fps = (frames: readonly GridFrames[]) => median(frames.map((each) => each.perSecond)).toFixed(1);
  const longest = (frames: readonly GridFrames[]) =>
    Math.max(...frames.map((each) => each.longest)).toFixed(0);
  const ms = (times: readonly number[]) => `${median(times).toFixed(0)} ms`;
  console.log(`| ${count.toLocaleString('en-US')} rows, 16 columns, SQLite | median of ${rounds} | aim |
| --- | --- | --- |
| table opens: from the double click to its rows | ${ms(opening)} | < 300 ms |
| scrolling, 90 px a frame | ${fps(slow)} fps, longest frame ${longest(slow)} ms | >= 50 fps |
| scrolling, 900 px a frame | ${fps(fast)} fps, longest frame ${longest(fast)} ms | >= 50 fps |
| scrollbar dragged through the table | ${fps(dragged)} fps, longest frame ${longest(dragged)} ms | >= 50 fps |
| Ctrl+End: to the last row | ${ms(jumps)} | |
| scrollbar: to row ${(count / 2).toLocaleString('en-US')} | ${ms(far)} | |`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
