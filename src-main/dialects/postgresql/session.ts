import { AppError } from '../../model/error.ts';
import type { Statement } from '../../model/plan.ts';
import type { PackedRows } from '../../model/row-images.ts';
import type { StatementLog } from '../../model/statement-log.ts';
import type { ResultSet, Session } from '../dialect.ts';
import { createRowPacker } from '../sql/row-packer.ts';
import { cancellable } from './cancellable.ts';
import type { ColumnTypes } from './column-types.ts';
import { copyIn, copyOut, describeRows, withLiterals } from './copy-out.ts';
import { failureOf } from './errors.ts';
import type { Backend } from './open-client.ts';
import { shapeOf } from './packed-rows.ts';
import { commitStatement, refuseRolledBack, resultSet, sendTogether } from './together.ts';
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
 * another process that helps reading it. Where a table must be read nevertheless, the cost of what is off makes the server
 * compile the statement, which takes a hundred times as long as running it.
 * https://www.postgresql.org/docs/current/runtime-config-query.html
 */
const preferringKeys = { enable_seqscan: 'off', parallel_setup_cost: '10000', jit: 'off' };

export function createSession(parts: SessionParts): Session {
  const { backend, types, readOnly, changeTimeout } = parts;
  const how = { cancel: parts.cancel, cut: backend.cut };
  let last: Promise<unknown> = backend.cleaned;
  let previewing = false;
  /** A transaction was begun among others, of which one failed: the driver does not know yet how that left it. */
  let perhapsBegun = false;
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
    return next(() => timed(statement, work, signal));
  }

  function next<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  }

  /** The statements that begin a transaction. */
  function beginning(forPreview: boolean, byKeys: boolean): readonly string[] {
    // Temporary tables are writing to PostgreSQL; a preview on a read-only connection is rolled back in any case.
    const access = readOnly && !forPreview ? 'READ ONLY' : 'READ WRITE';
    const settings = Object.entries({
      ...(forPreview || changeTimeout === null ? {} : { statement_timeout: String(changeTimeout) }),
      ...(byKeys ? preferringKeys : {}),
    }).map(([name, value]) => `set_config('${name}', '${value}', true)`);
    return [
      `BEGIN ISOLATION LEVEL READ COMMITTED ${access}`,
      ...(settings.length === 0 ? [] : [`SELECT ${settings.join(', ')}`]),
    ];
  }

  async function timed<T extends Counted>(
    statement: Statement,
    work: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    if (released) throw usedAfterwards();
    const started = performance.now();
    const log = (rows: number | null, error: string | null) =>
      parts.onStatement({ ...statement, milliseconds: performance.now() - started, rows, error });
    try {
      const answer = await cancellable(work, signal, how);
      log(answer.count, null);
      return answer;
    } catch (error) {
      const failure = failureOf(error, backend);
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
    const { command, rows, fields, rowCount } = result;
    const answer = { tag: `${command} ${rowCount ?? 0}`, rows, names: fields.map(({ name }) => name) };
    const set = resultSet(answer, await types.of(backend.client, fields));
    return { command, count: fields.length > 0 ? rows.length : set.affected, ...set };
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

  /** A preview may write on a read-only connection, but not keep it. */
  async function refuseReadOnly(): Promise<void> {
    if (readOnly && previewing) {
      await rollback();
      throw new AppError('readOnly', 'The connection is read-only, so nothing was written.', {
        hint: 'Open it again without "read only" to write.',
      });
    }
    previewing = false;
  }

  async function rollback(): Promise<void> {
    previewing = false;
    await last;
    const none = backend.client.getTransactionStatus() === 'I' && !perhapsBegun;
    perhapsBegun = false;
    if (backend.isBroken() || none) return;
    await send({ text: 'ROLLBACK', params: [] }).catch(backend.cut);
  }

  return {
    async run(statement, signal) {
      const { columns, rows, affected } = await send(statement, signal);
      return { columns, rows, affected };
    },
    async runTogether(all, signal) {
      const begins = all.some(({ kind }) => kind === 'begin');
      if (begins) previewing = false;
      if (all.some(({ kind }) => kind === 'commit')) await refuseReadOnly();
      const work = () => sendTogether({ ...parts, begin: beginning(false, true) }, all, signal);
      const answers = await next(() => (released ? Promise.reject(usedAfterwards()) : work()));
      if (begins && answers.failure !== null) perhapsBegun = true;
      return answers;
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
      const begin = beginning(previewing, options?.byKeys === true).join('; ');
      await inTurn({ text: begin, params: [] }, () => plain(begin), options?.signal);
    },
    async commit() {
      await refuseReadOnly();
      const { command } = await send(commitStatement);
      refuseRolledBack(command);
    },
    rollback,
    async release() {
      if (released) return;
      await rollback();
      released = true;
      if (!backend.isBroken()) backend.cleaned = backend.client.query('DISCARD TEMP').catch(backend.cut);
      parts.giveBack();
    },
  };
}

function usedAfterwards(): AppError {
  return new AppError('internal', 'A session was used after it had been handed back.');
}
