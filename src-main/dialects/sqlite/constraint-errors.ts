import { AppError } from '../../model/error.ts';
import type { Failure } from './protocol.ts';

/** https://sqlite.org/rescode.html#constraint: the extended code tells the kind, the message names columns. */
export function constraintError({ code, message }: Failure): AppError {
  return new AppError('constraint.violated', sentence(code ?? '', message), { cause: { code, message } });
}

function sentence(code: string, message: string): string {
  const named = /constraint failed: (.+)$/s.exec(message)?.[1] ?? '';
  if (message === 'FOREIGN KEY constraint failed') {
    return code === 'SQLITE_CONSTRAINT_TRIGGER'
      ? 'A foreign key with RESTRICT forbids the change: rows still reference what it removes; SQLite does not name the key.'
      : 'A foreign key forbids the change: a row would reference a parent that does not exist; SQLite does not name the key.';
  }
  switch (code) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
    case 'SQLITE_CONSTRAINT_ROWID':
      return named === '' ? `A row must be unique: ${message}.` : `Another row has the same ${named}.`;
    case 'SQLITE_CONSTRAINT_NOTNULL':
      return `${named} must not be NULL.`;
    case 'SQLITE_CONSTRAINT_CHECK':
      return `The check ${named} refuses the row.`;
    case 'SQLITE_CONSTRAINT_TRIGGER':
      return `A trigger refuses the change: ${message}.`;
    case 'SQLITE_MISMATCH':
      return 'A value is no integer, as the primary key of the table demands.';
    default:
      return `The database refuses the row: ${message}.`;
  }
}
