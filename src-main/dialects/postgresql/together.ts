import { AppError } from '../../model/error.ts';
import type { Statement } from '../../model/plan.ts';
import type { PackedRows } from '../../model/row-images.ts';
import type { Sent, SentAnswer, SentAnswers } from '../../model/sent.ts';
import type { ResultSet } from '../dialect.ts';
import { createRowPacker } from '../sql/row-packer.ts';
import { cancellable } from './cancellable.ts';
import type { ColumnType } from './column-types.ts';
import { withLiterals } from './copy-out.ts';
import { failureOf } from './errors.ts';
import { shapeOf } from './packed-rows.ts';
import { type Piped, type PipedAnswer, pipeline } from './pipeline.ts';
import type { SessionParts } from './session.ts';
import { writeValue } from './write-value.ts';

type Parts = Pick<SessionParts, 'backend' | 'types' | 'cancel' | 'onStatement'> & {
  /** The statements that start a transaction. */
  readonly begin: readonly string[];
};

/** Sends all of them in one go. */
export async function sendTogether(
  { backend, types, cancel, onStatement, begin }: Parts,
  all: readonly Sent[],
  signal: AbortSignal | undefined,
): Promise<SentAnswers> {
  const parts = all.map((sent) => partOf(sent, begin));
  const flat = parts.flatMap(({ piped }) => piped);
  const answers: SentAnswer[] = [];
  const started = performance.now();
  try {
    const work = () => pipeline(backend.client, flat);
    const done = await cancellable(work, signal, { cancel, cut: backend.cut });
    // Those that are not known yet, all at once.
    await types.of(
      backend.client,
      done.answers.flatMap(({ fields }) => fields),
    );
    let used = 0;
    for (const { piped, statement, answer } of parts) {
      const own = done.answers.slice(used, used + piped.length);
      const final = own.at(-1);
      if (final === undefined || own.length < piped.length) break;
      used += piped.length;
      const one = answer(final, await types.of(backend.client, final.fields));
      const milliseconds = own.reduce((sum, part) => sum + part.milliseconds, 0);
      const rows = one.columns.length > 0 ? one.rows.length : one.affected;
      onStatement({ ...statement, milliseconds, rows, error: null });
      answers.push(one);
    }
    if (done.error !== null) throw done.error;
    return { answers, failure: null };
  } catch (error) {
    const failure = failureOf(error, backend);
    const failed = parts[answers.length]?.statement;
    const milliseconds = performance.now() - started;
    if (failed !== undefined) onStatement({ ...failed, milliseconds, rows: null, error: failure.message });
    return { answers, failure };
  }
}

/** One of several that are sent together: what it is to the server, and what its answers come to. */
type Part = {
  readonly statement: Statement;
  readonly piped: readonly Piped[];
  /** `types`: of the columns of its last answer. */
  answer(last: PipedAnswer, types: readonly ColumnType[]): SentAnswer;
};

function partOf(sent: Sent, begin: readonly string[]): Part {
  if (sent.kind === 'pack') return packing(sent);
  if (sent.kind === 'run') return running(sent.statement, [piped(sent.statement)]);
  if (sent.kind === 'commit') return committing();
  const statements = begin.map((text) => ({ text, params: [] }));
  return running({ text: begin.join('; '), params: [] }, statements.map(piped));
}

function piped({ text, params }: Statement): Piped {
  return { text, values: params.map(writeValue), onRow: null };
}

function running(statement: Statement, all: readonly Piped[]): Part {
  return {
    statement,
    piped: all,
    answer: ({ tag, rows, fields }, types) => ({
      ...resultSet({ tag, rows, names: fields.map(({ name }) => name) }, types),
      whole: true,
    }),
  };
}

/** After a failed statement, PostgreSQL answers COMMIT with a rollback rather than an error. */
export function refuseRolledBack(command: string): void {
  if (command !== 'ROLLBACK') return;
  throw new AppError('internal', 'A statement of the transaction had failed, so all of it was rolled back.');
}

function committing(): Part {
  const commit = running(commitStatement, [piped(commitStatement)]);
  return {
    ...commit,
    answer(last, types) {
      refuseRolledBack(last.tag);
      return commit.answer(last, types);
    },
  };
}

export const commitStatement: Statement = { text: 'COMMIT', params: [] };

function packing({ statement, limit, take }: Extract<Sent, { readonly kind: 'pack' }>): Part {
  const pieces: PackedRows[] = [];
  // Their types are known only afterwards.
  const packer = createRowPacker('', limit, (piece) => pieces.push(piece));
  let affected = 0;
  const onRow = (line: Uint8Array) => {
    packer.add(line);
    packer.endRow();
    affected += 1;
  };
  return {
    statement,
    piped: [{ text: withLiterals(statement.text, statement.params), values: [], onRow }],
    answer(_, types) {
      const whole = packer.finish();
      const shape = shapeOf(types);
      if (whole) for (const piece of pieces) take({ ...piece, shape });
      return { columns: [], rows: [], affected, whole };
    },
  };
}

const changing = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'];

/** `tag`: as the server says what it did, `DELETE 3`. */
export function resultSet(
  answer: Pick<PipedAnswer, 'tag' | 'rows'> & { readonly names: readonly string[] },
  types: readonly ColumnType[],
): ResultSet {
  const [command = '', ...numbers] = answer.tag.split(' ');
  return {
    columns: answer.names.map((name, at) => ({ name, type: types[at]?.name ?? '' })),
    rows: answer.rows.map((row) =>
      row.map((text, at) => (text === null ? null : (types[at]?.read(text) ?? null))),
    ),
    affected: changing.includes(command) ? Number(numbers.at(-1) ?? 0) : 0,
  };
}
