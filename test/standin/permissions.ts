import type { BrowserContext } from '@playwright/test';

/** Electron's names of what a page may ask for, with Chromium's. */
const permissions = {
  'clipboard-read': 'clipboard-read',
  geolocation: 'geolocation',
  notifications: 'notifications',
  midi: 'midi',
} as const;

export type Permission = keyof typeof permissions;

const names: readonly Permission[] = ['clipboard-read', 'geolocation', 'notifications', 'midi'];

/** Asks for all permissions beforehand: a page cannot be made to wait for the answer. */
export async function grantPermissions(
  context: BrowserContext,
  origin: string,
  isGranted: (permission: Permission) => Promise<boolean>,
): Promise<void> {
  const granted = await Promise.all(names.map(isGranted));
  await context.grantPermissions(
    names.filter((_, index) => granted[index]).map((name) => permissions[name]),
    { origin },
  );
}
