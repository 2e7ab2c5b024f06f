import { stat } from 'node:fs/promises';
import { AppError } from '../../model/error.ts';
import { cancelledCode } from './cancellation.ts';
import { constraintError } from './constraint-errors.ts';
import type { Failure } from './protocol.ts';

/** Says what is wrong with the file itself, which SQLite calls "unable to open database file" in every case. */
export async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) throw fileError(file, found);
  if (found.isDirectory()) {
    throw new AppError('connection.refused', `${file} is a folder, not a database file.`, {
      hint: 'Choose the database file in it.',
    });
  }
  // better-sqlite3 trims the path and so would open another file, or none.
  if (file !== file.trim()) {
    throw new AppError('request.invalid', `The name of "${file}" ends with white space.`, {
      hint: 'Rename the file.',
    });
  }
}

function fileError(file: string, error: NodeJS.ErrnoException): AppError {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    return new AppError('connection.refused', `There is no file ${file}.`, {
      hint: 'Check the path; a relative path starts at the folder the program was started in.',
      cause: error,
    });
  }
  const hint = 'Check the permissions of the file and its folders.';
  return new AppError('connection.refused', `The file ${file} cannot be reached.`, { hint, cause: error });
}

export function cancelledError(): AppError {
  return new AppError('cancelled', 'The request was cancelled.');
}

/** An error of better-sqlite3 as people can use it; `file` is the database it came from. */
export function sqliteError(failure: Failure, file: string): AppError {
  const { message } = failure;
  const code = failure.code ?? '';
  const cause = { code, message };
  if (code === cancelledCode) return cancelledError();
  if (code.startsWith('SQLITE_CONSTRAINT') || code === 'SQLITE_MISMATCH') return constraintError(failure);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new AppError('timeout', `Another program holds a write lock on ${file}.`, {
      hint: 'Nothing was changed. Let the other program end its transaction, then try again.',
      cause,
    });
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') {
    return new AppError('readOnly', `${file} can only be read.`, {
      hint: 'The connection is read-only, or the permissions of the file or its folder forbid writing.',
      cause,
    });
  }
  if (code === 'SQLITE_NOTADB') {
    return new AppError('connection.refused', `${file} is not a SQLite database, or it is encrypted.`, {
      hint: 'Choose another file.',
      cause,
    });
  }
  if (code.startsWith('SQLITE_CANTOPEN')) {
    return new AppError('connection.refused', `${file} cannot be opened.`, {
      hint: 'Check the permissions of the file and its folder; a database in WAL mode needs both files beside it.',
      cause,
    });
  }
  if (code.startsWith('SQLITE_CORRUPT')) {
    return new AppError('connection.lost', `${file} is damaged: ${message}.`, {
      hint: 'Restore a backup, or try the .recover command of the sqlite3 program on a copy.',
      cause,
    });
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_FULL') {
    return new AppError('connection.lost', `${file} cannot be read or written: ${message}.`, {
      hint: 'Check the disk and its free space. The transaction is rolled back.',
      cause,
    });
  }
  if (code.startsWith('SQLITE_') || /SQL string|parameter|bind/.test(message)) {
    return new AppError('request.invalid', `SQLite refuses the statement: ${message}.`, { cause });
  }
  return new AppError('internal', `SQLite failed: ${message}.`, { cause });
}

export function lostError(file: string, cause?: unknown): AppError {
  return new AppError('connection.lost', `The session on ${file} is closed.`, {
    hint: 'Open the connection again.',
    cause,
  });
}
