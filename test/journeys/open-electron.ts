import process from 'node:process';
import { _electron } from '@playwright/test';
import { environment, type Shell } from './shell.ts';

export async function openElectron(executablePath: string, home: string): Promise<Shell> {
  // Chromium's sandbox refuses to run as root.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const electron = await _electron.launch({
    executablePath,
    args: [...flags, '.', `--user-data-dir=${home}`],
    env: environment(home),
  });
  return { page: await electron.firstWindow(), close: () => electron.close() };
}
