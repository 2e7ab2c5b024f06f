import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { asNobody } from './nobody.ts';

const run = promisify(execFile);

/** Runs a command as the account that owns the folder; its output is part of the error if it fails. */
export async function runToEnd(folder: string, command: string, args: readonly string[]): Promise<void> {
  const env = { ...process.env, HOME: folder, TMPDIR: `${folder}/tmp` };
  try {
    await run(command, args, { ...asNobody, cwd: folder, env });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`${command} failed: ${said}`, { cause: error });
  }
}
