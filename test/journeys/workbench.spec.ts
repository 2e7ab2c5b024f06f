import { expect, test } from './fixtures.ts';
import { openSample } from './pages/open.ts';

test('the palette finds commands and tables, by the keyboard alone', async ({ app }) => {
  await openSample(app);
  await app.keyboard.press('Control+k');
  const search = app
    .getByRole('dialog', { name: 'Commands and tables' })
    .getByRole('combobox')
    .or(app.getByRole('textbox', { name: 'Search commands and tables' }));
  await expect(search.first()).toBeFocused();
  await app.keyboard.type('order_i');
  await expect(app.getByRole('option')).toHaveText(['order_item']);
  await app.keyboard.press('Enter');
  await expect(app.getByRole('grid', { name: 'order_item' })).toBeVisible();

  await app.keyboard.press('Control+k');
  await app.keyboard.type('switch the relation');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('heading', { name: 'Switch relation mode' })).toBeVisible();
});

test('a shortcut can be given to another command, which takes it from the first, and stays so', async ({
  app,
}) => {
  await openSample(app);
  await app.keyboard.press('F1');
  const sheet = app.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.getByRole('searchbox').fill('Next tab');
  await sheet.getByRole('button', { name: 'Change the keys of: Next tab' }).click();
  await app.keyboard.press('Control+j');
  await expect(sheet.getByText('These keys were taken from: Show or hide the statement log')).toBeVisible();
  await app.keyboard.press('Escape');
  await app.reload();
  await openSample(app);
  await app.keyboard.press('Control+j');
  await expect(app.getByRole('log', { name: 'Statements' })).toBeHidden();
  await app.keyboard.press('F1');
  await sheet.getByRole('button', { name: 'Reset all' }).click();
  await app.keyboard.press('Escape');
  await app.keyboard.press('Control+j');
  await expect(app.getByRole('log', { name: 'Statements' })).toBeVisible();
});

test('what is used in the palette stands first, and hints of keys follow what the user gave them', async ({
  app,
}) => {
  await openSample(app);
  await app.keyboard.press('Control+k');
  const groups = app.getByRole('dialog', { name: 'Commands and tables' }).getByRole('group');
  await expect(groups.first()).toHaveAccessibleName('Workbench');
  await app.keyboard.type('statement log');
  await app.keyboard.press('Enter');
  await app.keyboard.press('Control+k');
  await expect(groups.first()).toHaveAccessibleName('Recently used');
  await expect(groups.first().getByRole('option')).toHaveText(['Show or hide the statement logCtrl J']);
  await app.keyboard.press('Escape');

  await app.keyboard.press('F1');
  const sheet = app.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.getByRole('button', { name: 'Change the keys of: Show or hide the statement log' }).click();
  await app.keyboard.press('Control+Shift+z');
  await expect(sheet.getByText('These keys were taken from: Redo the edit')).toBeVisible();
  await app.keyboard.press('Escape');
  const log = app.getByRole('button', { name: /^Statement log/ });
  await expect(log).toHaveAttribute('aria-keyshortcuts', 'Control+Shift+Z');
});

test('the language is chosen where connections are', async ({ app }) => {
  await app.getByRole('button', { name: 'Language: English' }).click();
  await app.getByRole('menuitemcheckbox', { name: 'Deutsch' }).click();
  await expect(app.getByRole('button', { name: 'Beispieldatenbank öffnen' })).toBeVisible();
});

test('keys do nothing behind a dialog', async ({ app }) => {
  await openSample(app);
  await app.keyboard.press('F1');
  await app.keyboard.press('Control+j');
  await app.keyboard.press('Escape');
  await expect(app.getByRole('log', { name: 'Statements' })).toBeHidden();
});

test('the language is changed at once and stays', async ({ app }) => {
  await openSample(app);
  await app.keyboard.press('Control+k');
  await app.keyboard.type('change the language');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('button', { name: 'Beziehungsmodus wechseln' })).toBeVisible();
  await expect(app.locator('html')).toHaveAttribute('lang', 'de');
  await app.reload();
  await expect(app.getByRole('button', { name: 'Beispieldatenbank öffnen' })).toBeVisible();
});

test.describe('for the first time', () => {
  test.use({ tour: true });

  test('a tour of three steps is offered, can be skipped, and does not come again by itself', async ({
    app,
  }) => {
    await openSample(app);
    const tour = app.getByRole('complementary', { name: 'A short tour' });
    await expect(tour.getByRole('heading')).toHaveText('What holds the tables together');
    await tour.getByRole('button', { name: 'Next' }).click();
    await expect(app.getByRole('grid')).toBeVisible();
    await tour.getByRole('button', { name: 'Skip the tour' }).click();
    await expect(tour).toBeHidden();
    await app.getByRole('button', { name: 'Close connection' }).click();
    await openSample(app);
    await expect(app.getByRole('tree', { name: 'Tables' })).toBeVisible();
    await expect(tour).toBeHidden();

    await app.keyboard.press('Control+k');
    await app.keyboard.type('tour');
    await app.keyboard.press('Enter');
    await tour.getByRole('button', { name: 'Next' }).click();
    await tour.getByRole('button', { name: 'Next' }).click();
    await expect(app.getByRole('heading', { name: 'Switch relation mode' })).toBeVisible();
    await tour.getByRole('button', { name: 'Start working' }).click();
    await expect(tour).toBeHidden();
  });
});
