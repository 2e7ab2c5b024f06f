import process from 'node:process';
import type { Page } from '@playwright/test';

/** A running program. */
export type Shell = { readonly page: Page; close(): Promise<void> };

/** The environment of a program with a user folder of its own. */
export function environment(home: string, extra: Record<string, string> = {}): Record<string, string> {
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return { ...Object.fromEntries(own), REFEREE_HOME: home, ...extra };
}
