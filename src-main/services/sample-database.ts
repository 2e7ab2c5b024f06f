import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../model/error.ts';

/** Path of this user's own copy of the sample database, made on the first call. */
export async function ownSampleDatabase(original: string, folder: string): Promise<string> {
  const own = join(folder, 'sample.db');
  if (await exists(own)) return own;
  if (!(await exists(original))) {
    throw new AppError('request.invalid', `The sample database ${original} is missing.`, {
      hint: 'Install Referee again, or open a database of your own.',
    });
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${own}.${randomUUID()}.tmp`;
  await copyFile(original, temporary);
  await rename(temporary, own);
  return own;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
