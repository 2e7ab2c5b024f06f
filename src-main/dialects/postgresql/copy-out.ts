import pg from 'pg';
import type { Value } from '../../model/value.ts';
import { facts } from './facts.ts';
import { writeValue } from './write-value.ts';

/** Strings and the like, or the number of a parameter. */
const passages = new RegExp(`${facts.opaqueText.source}|\\$(?<number>\\d+)`, 'g');

/** The statement with its parameters written in: COPY takes none. */
export function withLiterals(text: string, params: readonly Value[]): string {
  if (params.length === 0) return text;
  return text.replace(passages, (passage, ...rest: unknown[]) => {
    const number = Number(Reflect.get(Object(rest.at(-1)), 'number'));
    if (!(number >= 1)) return passage;
    const value = writeValue(params[number - 1] ?? null);
    return value === null ? 'NULL' : pg.escapeLiteral(value);
  });
}

/** How the columns of a statement's rows are read; the statement is not run. */
export async function describeRows(client: pg.Client, text: string): Promise<readonly pg.FieldDef[]> {
  let fields: readonly pg.FieldDef[] = [];
  const send = (connection: pg.Connection) => {
    connection.parse({ name: '', text, types: [] }, true);
    connection.describe({ type: 'S', name: '' }, true);
    connection.sync();
  };
  await submit(client, send, {
    handleRowDescription(message) {
      fields = message.fields;
    },
  });
  return fields;
}

/**
 * The rows of a statement without parameters in the text format of COPY: the same texts as in any result, at half the
 * cost. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY
 */
export function copyOut(client: pg.Client, text: string, onRow: (line: Uint8Array) => void): Promise<void> {
  const send = (connection: pg.Connection) => {
    // The extended protocol takes one statement only, so that no text can smuggle in a second one.
    connection.parse({ name: '', text: `COPY (${text}) TO STDOUT`, types: [] }, true);
    connection.bind({}, true);
    connection.execute({}, true);
    connection.sync();
  };
  return submit(client, send, { handleCopyData: ({ chunk }) => onRow(chunk) });
}

/** Rows as `copyOut` gave them, into a table. */
export function copyIn(client: pg.Client, text: string, rows: Uint8Array): Promise<void> {
  return submit(client, (connection) => connection.query(text), {
    handleCopyInResponse({ stream }) {
      stream.write(message('d', rows.length));
      stream.write(rows);
      stream.write(message('c', 0));
    },
  });
}

/** How a message begins: https://www.postgresql.org/docs/current/protocol-message-formats.html */
function message(kind: string, length: number): Uint8Array {
  const head = Buffer.alloc(5, kind, 'latin1');
  head.writeInt32BE(length + 4, 1);
  return head;
}

/** What the driver calls as answers come in. */
type Handlers = {
  handleRowDescription?(message: { readonly fields: readonly pg.FieldDef[] }): void;
  handleDataRow?(message: { readonly fields: (string | null)[] }): void;
  handleCommandComplete?(message: { readonly text: string }): void;
  handleCopyData?(message: { readonly chunk: Uint8Array }): void;
  handleCopyInResponse?(connection: pg.Connection): void;
};

export function submit(
  client: pg.Client,
  send: (connection: pg.Connection) => void,
  handlers: Handlers,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = {
      submit: send,
      handleRowDescription() {},
      handleCommandComplete() {},
      handleError: reject,
      handleReadyForQuery: () => resolve(),
      ...handlers,
    };
    client.query(query);
  });
}
