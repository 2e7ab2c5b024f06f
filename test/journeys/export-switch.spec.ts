import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures.ts';
import { openModeSwitch } from './pages/mode-switch.ts';
import { openSample } from './pages/open.ts';

test('a planned switch is exported as SQL scripts, file by file', async ({ app }) => {
  await openSample(app);
  await openModeSwitch(app);
  await app.getByRole('button', { name: 'Export scripts…' }).click();
  const dialog = app.getByRole('dialog', { name: 'Export the switch' });
  await expect(dialog.getByRole('region', { name: 'up.sql' })).toContainText(
    '-- Switch to prisma. Written by Referee.',
  );
  await expect(dialog.getByRole('region', { name: 'down.sql' })).toContainText('-- Back to foreignKeys.');
  const downloaded = app.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save up.sql' }).click();
  const file = await downloaded;
  expect(file.suggestedFilename()).toBe('up.sql');
  expect(readFileSync(await file.path(), 'utf8')).toContain('-- Switch to prisma. Written by Referee.');
});

test('by the palette and the keyboard, a switch goes as Prisma migrations into a folder', async ({ app }) => {
  // Stands for the folder that a user chooses in a dialog of the browser; what is written is real.
  await app.evaluate(() => {
    Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory() });
  });
  await openSample(app);
  await openModeSwitch(app);
  await expect(app.getByRole('button', { name: 'Export scripts…' })).toBeEnabled();
  await app.keyboard.press('Control+k');
  await app.keyboard.type('export the planned switch');
  await app.keyboard.press('Enter');
  const dialog = app.getByRole('dialog', { name: 'Export the switch' });
  await expect(dialog.getByRole('region', { name: 'up.sql' })).toBeVisible();
  await app.keyboard.press('Tab');
  while (
    !(await dialog
      .getByRole('radio', { name: /^SQL scripts/ })
      .evaluate((radio) => radio === document.activeElement))
  )
    await app.keyboard.press('Tab');
  await app.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('region', { name: /migration\.sql$/ }).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Save to a folder…' }).focus();
  await app.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const written = await app.evaluate(async () => {
    const migrations = await (await navigator.storage.getDirectory()).getDirectoryHandle('migrations');
    const texts: string[] = [];
    for await (const [, folder] of migrations.entries()) {
      if (!(folder instanceof FileSystemDirectoryHandle)) continue;
      texts.push(await (await (await folder.getFileHandle('migration.sql')).getFile()).text());
    }
    return texts;
  });
  expect(written.length).toBeGreaterThan(0);
  expect(written[0]).toContain('Written by Referee.');
});
