import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../model/error.ts';
import type { RelationFile } from '../model/relation-file.ts';
import { writeAtomically } from './atomic-write.ts';
import { parseRelationFile } from './relation-file-schema.ts';
import { relationFileText } from './relation-file-text.ts';

/** null: there is no such file. A damaged one is `request.invalid`, with the place. */
export async function readRelationFile(path: string): Promise<RelationFile | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new AppError('request.invalid', `The relation file ${path} cannot be read: ${error.message}.`, {
      hint: 'Check the path and its permissions.',
      cause: error,
    });
  });
  return text === null ? null : parseRelationFile(path, text);
}

export async function writeRelationFile(path: string, file: RelationFile): Promise<void> {
  await writeAtomically(path, relationFileText(file)).catch((error: Error) => {
    throw new AppError('request.invalid', `The relation file ${path} cannot be written: ${error.message}.`, {
      hint: 'Check that its folder may be written to and has room, or choose another relation file.',
      cause: error,
    });
  });
}

/** Where the relations of a database without a saved connection are kept; `identityText` says which database it is. */
export function relationFilePath(folder: string, identityText: string): string {
  const slug = identityText
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(-40)
    .replace(/^-|-$/g, '');
  const hash = createHash('sha256').update(identityText).digest('hex').slice(0, 12);
  return join(folder, 'relations', `${slug === '' ? 'database' : slug}-${hash}.json`);
}
