import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../model/error.ts';
import type { ExportedSwitch } from '../../model/migration.ts';

/** Writes the files below the folder, none of which may be there yet; gives their paths. */
export async function writeFiles(folder: string, { files }: ExportedSwitch): Promise<readonly string[]> {
  const paths = files.map(({ path }) => join(folder, ...path.split('/')));
  for (const [place, { text }] of files.entries()) {
    const path = paths[place] ?? '';
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { flag: 'wx' });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new AppError('request.invalid', `${path} cannot be written: ${reason}.`, { cause: error });
    }
  }
  return paths;
}
