import { expect, type Page } from '@playwright/test';

export const themes = ['dark', 'light'] as const;

export async function chooseTheme(app: Page, theme: (typeof themes)[number]): Promise<void> {
  const toggle = app.getByRole('button', { name: /^Theme: / });
  const wanted = app.getByRole('button', { name: `Theme: ${theme}` });
  for (let step = 0; step < 2 && !(await wanted.isVisible()); step += 1) await toggle.click();
  await expect(wanted).toBeVisible();
}
