import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export function inProject(...path) {
  return join(root, ...path);
}

/** The environment of all that runs after the installation: the project's own Node and tools come first. */
export function toolEnvironment(extra = {}) {
  const path = [inProject('node_modules', '.bin'), process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

/** Standard output belongs to what was asked for; the steps on the way are told on standard error. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Stops with one clear line, without a stack trace. */
export class Stop extends Error {}

/** Runs an entry; its result is the exit code. */
export async function main(entry) {
  try {
    process.exitCode = await entry();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
