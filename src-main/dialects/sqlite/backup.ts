import { rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ConnectionSettings } from '../../model/connection.ts';
import { AppError } from '../../model/error.ts';
import type { Decision, MigrationStep } from '../../model/migration.ts';
import type { Statement } from '../../model/plan.ts';
import type { SwitchWay } from '../../model/switch-way.ts';
import type { SchemaSession, SqliteDatabase } from './database.ts';
import { literal } from './script.ts';
import { filePath } from './url.ts';

export const backup: Decision = {
  id: 'backup',
  relation: null,
  question: 'Copy the database file before anything is changed?',
  choices: [
    { id: 'yes', label: 'Copy it, beside the file; the copy before the last switch is replaced' },
    { id: 'no', label: 'Make no copy' },
  ],
  default: 'yes',
};

/** As the sqlite3 program has it, so that a script can hold it: https://sqlite.org/cli.html */
const command = '.backup ';

/** The step that copies the file; [] where the user says no. */
export function backupSteps(settings: ConnectionSettings, { chosen }: SwitchWay): readonly MigrationStep[] {
  if (chosen[backup.id] === 'no') return [];
  const place = `${filePath(settings)}.before-switch`;
  return [
    {
      summary: `Copy the file to ${place}`,
      kind: 'backup',
      table: null,
      execute: [{ text: `${command}${literal(place)}`, params: [] }],
      reverse: null,
      locks: null,
      estimateMs: null,
      rewrites: false,
    },
  ];
}

/** Where a statement copies the file to; null: it is another statement. */
export function backupPlace({ text }: Statement): string | null {
  return text.startsWith(command) ? text.slice(command.length + 1, -1).replaceAll(`''`, `'`) : null;
}

/** The last copy is replaced only by a whole one. */
export async function backUp(
  database: SqliteDatabase,
  session: SchemaSession,
  place: string,
  signal?: AbortSignal,
): Promise<void> {
  await checkSpace(database.file, place);
  const unfinished = `${place}.tmp`;
  await rm(unfinished, { force: true });
  try {
    await session.backUp(unfinished, signal);
    await rename(unfinished, place);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function checkSpace(file: string, place: string): Promise<void> {
  const [{ size }, { bavail, bsize }] = await Promise.all([stat(file), statfs(dirname(place))]);
  if (bavail * bsize > size) return;
  throw new AppError('request.invalid', `There is no room for a copy of ${basename(file)} beside it.`, {
    hint: `It takes ${Math.ceil(size / 1e6)} MB. Make room, or decide to make no copy.`,
  });
}
