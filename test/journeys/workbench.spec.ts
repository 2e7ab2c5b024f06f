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
