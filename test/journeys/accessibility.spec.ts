import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './fixtures.ts';
import { previewChanges } from './pages/change-preview.ts';
import { openModeSwitch, relationRows } from './pages/mode-switch.ts';
import { openSample } from './pages/open.ts';
import { openTable, stageDelete } from './pages/records.ts';
import { chooseTheme, themes } from './pages/theme.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const theme of themes) {
  test(`no screen has a serious accessibility problem, ${theme}`, async ({ app }) => {
    await app.emulateMedia({ reducedMotion: 'reduce' });
    await chooseTheme(app, theme);
    expect(await problems(app), 'connections').toEqual([]);

    await openSample(app);
    await expect(app.getByRole('group', { name: 'Relation graph' })).toHaveAttribute('aria-busy', 'false');
    expect(await problems(app), 'graph').toEqual([]);

    await openTable(app, 'customer');
    expect(await problems(app), 'records').toEqual([]);

    await stageDelete(app, 'customer', 'id = 16');
    const dialog = await previewChanges(app);
    expect(await problems(app), 'change preview').toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await app.getByRole('button', { name: 'Take back' }).click();
    await stageDelete(app, 'country', 'code = (SELECT min(country_code) FROM city)');
    const blocked = await previewChanges(app);
    await blocked.getByRole('button', { name: /another row of country…$/ }).click();
    expect(await problems(app), 'ways on').toEqual([]);
    await blocked.getByRole('button', { name: 'Cancel' }).click();

    await openModeSwitch(app);
    await expect(relationRows(app).first()).toBeVisible();
    expect(await problems(app), 'mode switch').toEqual([]);
  });
}

/** Serious and critical ones, with the elements that have them. */
async function problems(app: Page): Promise<string[]> {
  await app.evaluate(axe);
  const found: AxeResults = await app.evaluate('axe.run()');
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
}
