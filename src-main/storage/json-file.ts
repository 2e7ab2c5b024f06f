import { readFile } from 'node:fs/promises';
import { AppError } from '../model/error.ts';
import { writeAtomically } from './atomic-write.ts';

/** The content of a JSON file; null: there is no such file. `request.invalid` names a file that is damaged. */
export async function readJsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new AppError('request.invalid', `The file ${path} cannot be read: ${error.message}.`, {
      hint: 'Check its permissions.',
      cause: error,
    });
  });
  if (text === null) return null;
  try {
    const content: unknown = JSON.parse(text);
    return content;
  } catch (error) {
    throw damagedFile(path, error);
  }
}

/** Replaces the file as a whole; nobody but its user may read it. */
export async function writeJsonFile(path: string, content: unknown): Promise<void> {
  await writeAtomically(path, `${JSON.stringify(content, null, 2)}\n`, 0o600).catch((error: Error) => {
    throw new AppError('request.invalid', `The file ${path} cannot be written: ${error.message}.`, {
      hint: 'Check that its folder may be written to and has room.',
      cause: error,
    });
  });
}

export function damagedFile(path: string, cause?: unknown): AppError {
  return new AppError('request.invalid', `The file ${path} is damaged and was left as it is.`, {
    hint: 'Correct it, or move it away to start with an empty one.',
    cause,
  });
}
