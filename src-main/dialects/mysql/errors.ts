import { AppError, type ErrorCode } from '../../model/error.ts';

/** Where a connection leads, for sentences: never user or password. */
export type Place = {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
};

type DriverError = { readonly code: string; readonly errno: number; readonly message: string };

/** An error of the driver or the server as one sentence with a code. */
export function toAppError(error: unknown, place: Place): AppError {
  if (error instanceof AppError) return error;
  const failure = driverError(error);
  const known = connectError(failure, place) ?? statementError(failure);
  if (known !== null) return known;
  // Whatever else the server answers with an error number is about the statement it was sent.
  const code: ErrorCode = failure.errno > 0 ? 'request.invalid' : 'internal';
  return new AppError(code, `The database answered: ${sentence(failure.message)}`, { cause: error });
}

function connectError(failure: DriverError, place: Place): AppError | null {
  const server = `${place.host.includes(':') ? `[${place.host}]` : place.host}:${place.port}`;
  switch (failure.code) {
    case 'ECONNREFUSED':
      return new AppError('connection.refused', `Nothing answers on ${server}.`, {
        hint: 'Check that the server runs and that host and port are right.',
      });
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new AppError('connection.refused', `The host ${place.host} (port ${place.port}) is not known.`, {
        hint: 'Check the spelling of the host and the network.',
      });
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return new AppError('connection.refused', `${server} cannot be reached.`, {
        hint: 'Check host, port, network and firewall.',
      });
    case 'HANDSHAKE_NO_SSL_SUPPORT':
      return new AppError('connection.refused', `The server on ${server} offers no encrypted connection.`, {
        hint: 'Set the encryption to "off" if the network is trusted.',
      });
    case 'HANDSHAKE_SSL_ERROR':
      return new AppError('connection.refused', `The certificate of ${server} is not trusted.`, {
        hint: 'Use "encrypted" to accept it without verifying, or install its authority.',
      });
  }
  switch (failure.errno) {
    case 1045:
    case 1698:
      return new AppError('auth.failed', `${server} refuses user "${place.user}" with this password.`, {
        hint: 'Check user and password, and from which hosts the user may connect.',
      });
    case 1044:
      return new AppError('auth.failed', `User "${place.user}" may not use database "${place.database}".`, {
        hint: 'Ask for a GRANT on this database.',
      });
    case 1049:
      return new AppError('request.invalid', `There is no database "${place.database}" on ${server}.`, {
        hint: 'Check the spelling; on some servers upper and lower case differ.',
      });
    case 1040:
    case 1203:
    case 1226:
      return new AppError('connection.refused', `${server} has too many connections.`, {
        hint: 'Close other programs, or try again later.',
      });
  }
  const lost = ['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE', 'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR'];
  if (lost.includes(failure.code) || [1053, 1077, 1927, 2006, 2013, 4031].includes(failure.errno))
    return new AppError('connection.lost', `The connection to ${server} was lost.`, {
      hint: 'What was not committed is undone. Connect again.',
    });
  return null;
}

function statementError(failure: DriverError): AppError | null {
  const text = failure.message;
  // Vitess has one number for all that it refuses: https://vitess.io/docs/reference/errors/query-serving/
  if (/foreign key constraints? (is|are) not (allowed|supported)/i.test(text))
    return new AppError(
      'dialect.unsupported',
      `This server allows no foreign keys; it answered: ${sentence(text)}`,
      { hint: 'Leave the relation mode at prisma, or have foreign keys switched on for this database.' },
    );
  const refuse = (code: ErrorCode, message: string, hint: string) => new AppError(code, message, { hint });
  switch (failure.errno) {
    case 1317:
      return refuse('cancelled', 'The statement was cancelled.', 'Nothing of it remains.');
    case 1969:
    case 3024:
      return refuse('timeout', 'The server stopped the statement: it ran too long.', 'Ask for fewer rows.');
    case 1205:
      return refuse(
        'timeout',
        'Another session holds a lock on these rows or this table, and was waited for in vain.',
        'Wait until it has finished, then try again.',
      );
    case 1213:
      return refuse(
        'timeout',
        'This session and another one waited for each other, and the database ended the deadlock by rolling this one back.',
        'Try again.',
      );
    case 1290:
    case 1792:
    case 1836:
      return refuse(
        'readOnly',
        'This connection or the server is read-only.',
        'Open a connection that may write.',
      );
  }
  return constraintError(failure.errno, text);
}

/** Constraint, table and values stand in the server's own message. */
function constraintError(errno: number, text: string): AppError | null {
  const violated = (message: string, hint: string) => new AppError('constraint.violated', message, { hint });
  const foreignKey = /\(`([^`]*)`\.`([^`]*)`, CONSTRAINT `([^`]*)`/.exec(text);
  const named =
    foreignKey === null
      ? 'a foreign key'
      : `foreign key ${foreignKey[3]} of ${foreignKey[1]}.${foreignKey[2]}`;
  switch (errno) {
    case 1451:
    case 1217:
    case 1761:
    case 1762:
      return violated(
        `Rows still refer to this row by ${named}.`,
        'Change or delete the rows that refer to it first.',
      );
    case 1452:
    case 1216:
      return violated(
        `No parent row exists for ${named}.`,
        'Insert the parent first, or name one that exists.',
      );
    case 1296:
    case 3008:
      return violated(
        'The foreign keys cascade through more than 15 levels, which InnoDB refuses.',
        'Delete the deepest rows first.',
      );
    case 1062:
    case 1586: {
      const duplicate = /entry '([\s\S]*)' for key '([^']*)'/.exec(text);
      return violated(
        duplicate === null
          ? sentence(text)
          : `A row with ${duplicate[1]} exists already in unique key ${duplicate[2]}.`,
        'Choose a value that is not taken.',
      );
    }
    case 1048:
      return violated(`${sentence(text)}`, 'Give the column a value.');
    case 1364:
      return violated(`${sentence(text)}`, 'Give the column a value: it has no default.');
    case 3819:
    case 4025:
      return violated(`${sentence(text)}`, 'Give a value that the check allows.');
    default:
      return null;
  }
}

function driverError(error: unknown): DriverError {
  const part = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  const message = part('sqlMessage') ?? part('message') ?? String(error);
  const errno = part('errno');
  const code = part('code');
  return {
    code: typeof code === 'string' ? code : '',
    errno: typeof errno === 'number' ? errno : 0,
    message: String(message),
  };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
