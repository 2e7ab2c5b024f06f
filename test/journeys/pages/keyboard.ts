import { expect, type Locator, type Page } from '@playwright/test';

/** Goes on with the Tab key until the place has the focus. */
export async function tabTo(app: Page, place: Locator, steps = 120): Promise<void> {
  await place.waitFor();
  for (let step = 0; step < steps; step += 1) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await app.keyboard.press('Tab');
  }
  await expect(place, 'is reached with the Tab key').toBeFocused();
}
