import pg from 'pg';
import { AppError, type ErrorCode } from '../../model/error.ts';

/** Code and advice for an SQLSTATE or, where that is not named, its class (the first two signs). */
type Meaning = { readonly code: ErrorCode; readonly hint?: string };

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const meanings: Readonly<Record<string, Meaning>> = {
  '08': { code: 'connection.lost', hint: 'Connect again.' },
  '22': { code: 'request.invalid', hint: 'Check the value against the type of its column.' },
  '23': { code: 'constraint.violated' },
  '23502': { code: 'constraint.violated', hint: 'Give the column a value.' },
  '23503': {
    code: 'constraint.violated',
    hint: 'Change the referencing rows first, or choose a parent that exists.',
  },
  '23001': { code: 'constraint.violated', hint: 'Change the referencing rows first.' },
  '23505': { code: 'constraint.violated', hint: 'Choose a value that no other row has.' },
  '23514': { code: 'constraint.violated', hint: 'Choose values that satisfy the check.' },
  '25P03': {
    code: 'connection.lost',
    hint: 'Connect again. What was not committed has been undone by the server.',
  },
  '25006': {
    code: 'readOnly',
    hint: 'Open the connection without "read only", and not on a standby server.',
  },
  '26': { code: 'internal' },
  '28': { code: 'auth.failed', hint: 'Check user and password.' },
  '40001': { code: 'timeout', hint: 'Another transaction changed the same rows; try again.' },
  '40P01': {
    code: 'timeout',
    hint: 'Two transactions waited for each other and the database ended this one; try again.',
  },
  '42': { code: 'request.invalid' },
  '42501': { code: 'request.invalid', hint: 'Ask the owner for the privilege, or connect as another user.' },
  '53': { code: 'internal', hint: 'The server has run out of a resource; its administrator can help.' },
  '53200': { code: 'internal', hint: 'Raise max_locks_per_transaction on the server, or do less at once.' },
  '55P03': {
    code: 'timeout',
    hint: 'Another session holds a lock on it; wait until that one is done and try again.',
  },
  '55': { code: 'request.invalid' },
  '57014': {
    code: 'timeout',
    hint: 'The server ended the statement: its statement_timeout, or an administrator.',
  },
  '57': { code: 'connection.lost', hint: 'Connect again.' },
  '58': { code: 'internal' },
  P0: { code: 'constraint.violated', hint: 'A trigger or function of the database refused it.' },
  XX: { code: 'internal' },
};

/** Failures whose context tells the lock that was waited for. */
const waited: ReadonlySet<string> = new Set(['55P03', '40P01']);

const lost = { hint: 'Connect again. What was not committed has been undone by the server.' };

/** A failure of a statement as people and programs want it. `broken`: the connection is gone. */
export function toAppError(error: unknown, broken = false): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof pg.DatabaseError) return fromServer(error);
  const message = error instanceof Error ? error.message : String(error);
  const system = error instanceof Error && 'syscall' in error;
  if (broken || system || /^(Connection terminated|Client (has encountered|was closed))/.test(message)) {
    return new AppError('connection.lost', 'The connection to the database was lost.', {
      ...lost,
      cause: error,
    });
  }
  return new AppError('internal', `The PostgreSQL driver failed: ${message}.`, { cause: error });
}

export function cancelled(): AppError {
  return new AppError('cancelled', 'The statement was cancelled.');
}

/**
 * The failure of what was sent to a backend. A connection that the server ended says so before it is closed: until then
 * it looks whole, and would be handed to the next user.
 */
export function failureOf(error: unknown, backend: { isBroken(): boolean; cut(): void }): AppError {
  const failure = toAppError(error, backend.isBroken());
  if (failure.code === 'connection.lost') backend.cut();
  return failure;
}

function fromServer(error: pg.DatabaseError): AppError {
  const state = error.code ?? '';
  const { code, hint } = meanings[state] ??
    meanings[state.slice(0, 2)] ?? { code: 'request.invalid' as const };
  const { table, schema, column, constraint, detail } = error;
  const advice = error.hint ?? hint;
  return new AppError(code, sentence(error), {
    ...(advice === undefined ? {} : { hint: advice }),
    data: { sqlState: state, table, schema, column, constraint, detail },
    cause: error,
  });
}

/** The server's message and detail as one sentence: "Update or delete ... violates ...: Key (id)=(1) is still referenced ..." */
function sentence(error: pg.DatabaseError): string {
  const message = error.message.charAt(0).toUpperCase() + error.message.slice(1);
  const where =
    error.table !== undefined && !message.includes(`"${error.table}"`) ? ` (table ${error.table})` : '';
  // What was waited for: "while locking tuple (0,1) in relation "customer"".
  const context = waited.has(error.code ?? '') ? (error.where?.split('\n', 1)[0] ?? '') : '';
  const detail = error.detail?.replaceAll('\n', ' ');
  const text = `${message}${where}${context === '' ? '' : ` ${context}`}${detail === undefined ? '' : `: ${detail}`}`;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
