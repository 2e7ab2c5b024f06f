import type pg from 'pg';
import { submit } from './copy-out.ts';

/** A statement, its parameters as text, and whether its rows are to come as COPY gives them. */
export type Piped = {
  readonly text: string;
  readonly values: readonly (string | null)[];
  /** Called with each row; null: rows are wanted as values. Such a statement takes no parameters. */
  readonly onRow: ((line: Uint8Array) => void) | null;
};

export type PipedAnswer = {
  readonly fields: readonly pg.FieldDef[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** `DELETE 3` */
  readonly tag: string;
  readonly milliseconds: number;
};

/**
 * Sends all of them at once. The server runs one after the other, and none after the first that fails.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export async function pipeline(
  client: pg.Client,
  all: readonly Piped[],
): Promise<{ readonly answers: readonly PipedAnswer[]; readonly error: unknown }> {
  const answers: PipedAnswer[] = [];
  let fields: readonly pg.FieldDef[] = [];
  let rows: (string | null)[][] = [];
  let started = performance.now();
  const send = (connection: pg.Connection) => {
    // In as few packets as possible.
    connection.stream.cork();
    for (const one of all) sendOne(connection, one);
    connection.sync();
    connection.stream.uncork();
  };
  try {
    await submit(client, send, {
      handleRowDescription(message) {
        ({ fields } = message);
      },
      handleDataRow(message) {
        rows.push(message.fields);
      },
      handleCopyData: ({ chunk }) => all[answers.length]?.onRow?.(chunk),
      handleCommandComplete({ text: tag }) {
        const now = performance.now();
        answers.push({ fields, rows, tag, milliseconds: now - started });
        [fields, rows, started] = [[], [], now];
      },
    });
    return { answers, error: null };
  } catch (error) {
    return { answers, error };
  }
}

function sendOne(connection: pg.Connection, { text, values, onRow }: Piped): void {
  connection.parse({ name: '', text, types: [] }, true);
  if (onRow !== null) {
    // COPY does not tell the types of what it gives.
    connection.describe({ type: 'S', name: '' }, true);
    connection.parse({ name: '', text: `COPY (${text}) TO STDOUT`, types: [] }, true);
  }
  connection.bind({ values: [...values] }, true);
  if (onRow === null) connection.describe({ type: 'P', name: '' }, true);
  connection.execute({}, true);
}
