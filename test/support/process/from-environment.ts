import process from 'node:process';
import type { RunningServer } from './start-server.ts';

/** Takes the server that the environment names; else starts one and names it there, for the workers to find. */
export async function prepareServer(
  variable: string,
  start: () => Promise<RunningServer>,
): Promise<() => Promise<void>> {
  if (process.env[variable] !== undefined) return async () => {};
  const server = await start();
  process.env[variable] = server.url;
  return async () => {
    delete process.env[variable];
    await server.stop();
  };
}

export function serverUrl(variable: string): string {
  const url = process.env[variable];
  if (url === undefined) {
    throw new Error(
      `No test server: ${variable} is not set. Tests that need one belong in test/conformance or test/journeys.`,
    );
  }
  return url;
}

/** The URL of another database on the same server. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
