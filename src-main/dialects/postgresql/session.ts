import { AppError } from '../../model/error.ts';
import type { Statement } from '../../model/plan.ts';
import type { PackedRows } from '../../model/row-images.ts';
import type { StatementLog } from '../../model/statement-log.ts';
import type { ResultSet, Session } from '../dialect.ts';
import { createRowPacker } from '../sql/row-packer.ts';
import { cancellable } from './cancellable.ts';
import type { ColumnTypes } from './column-types.ts';
import { copyIn, copyOut, describeRows, withLiterals } from './copy-out.ts';
import { toAppError } from './errors.ts';
import type { Backend } from './open-client.ts';
import { shapeOf } from './packed-rows.ts';
import { writeValue } from './write-value.ts';

export type SessionParts = {
  readonly backend: Backend;
  readonly types: ColumnTypes;
  readonly readOnly: boolean;
  /** Milliseconds that a statement of a change may take; null: any. */
  readonly changeTimeout: number | null;
  onStatement(entry: StatementLog): void;
  /** Asks the server, over another connection, to end what this one does. */
  cancel(timeoutMs: number): Promise<void>;
  giveBack(): void;
};

/** `count`: of rows, as the log shows it. */
type Counted = { readonly count: number };
type Answer = ResultSet & Counted & { readonly command: string };

/** Values arrive as the text the server sent; `ColumnTypes` says how to read it. */
const asSent = { getTypeParser: () => (text: string) => text };
/**
 * A list of keys that finds half of a table is looked up in less time than it takes to read the table, or to start
 * another process that helps reading it. https://www.postgresql.org/docs/current/runtime-config-query.html
 */
const preferringKeys = 'SET LOCAL enable_seqscan = off; SET LOCAL parallel_setup_cost = 10000';
const changing = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'];

export function createSession(parts: SessionParts): Session {
  const { backend, types, readOnly, changeTimeout } = parts;
  let last: Promise<unknown> = Promise.resolve();
  let previewing = false;
  let released = false;

  function send(statement: Statement, signal?: AbortSignal): Promise<Answer> {
    return inTurn(statement, () => ask(statement), signal);
  }

  /** One statement after the other, so that a cancel never hits another one than its own. */
  function inTurn<T extends Counted>(
    statement: Statement,
    work: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const turn = last.then(() => timed(statement, work, signal));
    last = turn.catch(() => {});
    return turn;
  }

  async function timed<T extends Counted>(
    statement: Statement,
    work: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    if (released) throw new AppError('internal', 'A session was used after it had been handed back.');
    const started = performance.now();
    const log = (rows: number | null, error: string | null) =>
      parts.onStatement({ ...statement, milliseconds: performance.now() - started, rows, error });
    try {
      const answer = await cancellable(work, signal, { cancel: parts.cancel, cut: backend.cut });
      log(answer.count, null);
      return answer;
    } catch (error) {
      const failure = toAppError(error, backend.isBroken());
      log(null, failure.message);
      throw failure;
    }
  }

  async function ask(statement: Statement): Promise<Answer> {
    // The extended protocol takes one statement only, so that no text can smuggle in a second one.
    const query = {
      text: statement.text,
      values: statement.params.map(writeValue),
      rowMode: 'array' as const,
      queryMode: 'extended',
      types: asSent,
    };
    const result = await backend.client.query<(string | null)[]>(query);
    const columnTypes = await types.of(backend.client, result.fields);
    const affected = changing.includes(result.command) ? (result.rowCount ?? 0) : 0;
    return {
      command: result.command,
      count: result.fields.length > 0 ? result.rows.length : affected,
      columns: result.fields.map((field, at) => ({ name: field.name, type: columnTypes[at]?.name ?? '' })),
      rows: result.rows.map((row) =>
        row.map((text, at) => (text === null ? null : (columnTypes[at]?.read(text) ?? null))),
      ),
      affected,
    };
  }

  /** Texts of this file alone: several statements may go as one. */
  async function plain(text: string): Promise<Counted> {
    await backend.client.query(text);
    return { count: 0 };
  }

  async function copy({ text, params }: Statement, limit: number, take: (packed: PackedRows) => void) {
    const { client } = backend;
    const bound = withLiterals(text, params);
    const shape = shapeOf(await types.of(client, await describeRows(client, bound)));
    let count = 0;
    const packer = createRowPacker(shape, limit, take);
    await copyOut(client, bound, (line) => {
      packer.add(line);
      packer.endRow();
      count += 1;
    });
    return { count, whole: packer.finish() };
  }

  async function rollback(): Promise<void> {
    previewing = false;
    await last;
    if (backend.isBroken() || backend.client.getTransactionStatus() === 'I') return;
    await send({ text: 'ROLLBACK', params: [] }).catch(backend.cut);
  }

  return {
    async run(statement, signal) {
      const { columns, rows, affected } = await send(statement, signal);
      return { columns, rows, affected };
    },
    async pack(statement, limit, take, signal) {
      const { whole } = await inTurn(statement, () => copy(statement, limit, take), signal);
      return whole;
    },
    async unpackInto({ table, columns }, { bytes, count }, signal) {
      const text = `COPY ${table} (${columns.map(({ name }) => name).join(', ')}) FROM STDIN`;
      const work = async () => {
        await copyIn(backend.client, text, bytes);
        return { count };
      };
      await inTurn({ text, params: [] }, work, signal);
    },
    async begin(options) {
      previewing = options?.forPreview === true;
      // Temporary tables are writing to PostgreSQL; a preview on a read-only connection is rolled back in any case.
      const access = readOnly && !previewing ? 'READ ONLY' : 'READ WRITE';
      const begin = [
        `BEGIN ISOLATION LEVEL READ COMMITTED ${access}`,
        ...(previewing || changeTimeout === null ? [] : [`SET LOCAL statement_timeout = ${changeTimeout}`]),
        ...(options?.byKeys === true ? [preferringKeys] : []),
      ].join('; ');
      await inTurn({ text: begin, params: [] }, () => plain(begin), options?.signal);
    },
    async commit() {
      if (readOnly && previewing) {
        await rollback();
        throw new AppError('readOnly', 'The connection is read-only, so nothing was written.', {
          hint: 'Open it again without "read only" to write.',
        });
      }
      previewing = false;
      const { command } = await send({ text: 'COMMIT', params: [] });
      // After a failed statement, PostgreSQL answers COMMIT with a rollback rather than an error.
      if (command === 'ROLLBACK') {
        throw new AppError(
          'internal',
          'A statement of the transaction had failed, so all of it was rolled back.',
        );
      }
    },
    rollback,
    async release() {
      if (released) return;
      await rollback();
      released = true;
      if (!backend.isBroken()) await backend.client.query('DISCARD TEMP').catch(backend.cut);
      parts.giveBack();
    },
  };
}
