import { expect, test } from './fixtures.ts';
import { previewChanges } from './pages/change-preview.ts';
import { openModeSwitch, relationRows } from './pages/mode-switch.ts';
import { openSample } from './pages/open.ts';
import { problemsOf } from './pages/problems.ts';
import { openTable, stageDelete } from './pages/records.ts';
import { chooseTheme, themes } from './pages/theme.ts';

for (const theme of themes) {
  test(`no screen has a serious accessibility problem, ${theme}`, async ({ app }) => {
    await app.emulateMedia({ reducedMotion: 'reduce' });
    await chooseTheme(app, theme);
    expect(await problemsOf(app), 'connections').toEqual([]);

    await openSample(app);
    await expect(app.getByRole('group', { name: 'Relation graph' })).toHaveAttribute('aria-busy', 'false');
    expect(await problemsOf(app), 'graph').toEqual([]);

    await openTable(app, 'customer');
    expect(await problemsOf(app), 'records').toEqual([]);

    await stageDelete(app, 'customer', 'id = 16');
    const dialog = await previewChanges(app);
    expect(await problemsOf(app), 'change preview').toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await app.getByRole('button', { name: 'Take back' }).click();
    await stageDelete(app, 'country', 'code = (SELECT min(country_code) FROM city)');
    const blocked = await previewChanges(app);
    await blocked.getByRole('button', { name: /another row of country…$/ }).click();
    expect(await problemsOf(app), 'ways on').toEqual([]);
    await blocked.getByRole('button', { name: 'Cancel' }).click();

    await app.getByRole('button', { name: 'Take back' }).click();
    await app.keyboard.press('Control+k');
    await expect(app.getByRole('dialog', { name: 'Commands and tables' })).toBeVisible();
    expect(await problemsOf(app), 'palette').toEqual([]);
    await app.keyboard.type('tour');
    await app.keyboard.press('Enter');
    await expect(app.getByRole('complementary', { name: 'A short tour' })).toBeVisible();
    expect(await problemsOf(app), 'tour').toEqual([]);
    await app.getByRole('button', { name: 'Skip the tour' }).click();
    await app.keyboard.press('F1');
    await expect(app.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    expect(await problemsOf(app), 'shortcut sheet').toEqual([]);
    await app.keyboard.press('Escape');
    await app.getByRole('tab', { name: 'Graph' }).click({ button: 'right' });
    await expect(app.getByRole('menu', { name: 'Actions' })).toBeVisible();
    expect(await problemsOf(app), 'menu of a tab').toEqual([]);
    await app.keyboard.press('Escape');

    await openModeSwitch(app);
    await expect(relationRows(app).first()).toBeVisible();
    expect(await problemsOf(app), 'mode switch').toEqual([]);
  });
}
