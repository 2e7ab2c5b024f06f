import type { Session } from '../dialects/dialect.ts';
import { AppError } from '../model/error.ts';
import { valueText } from '../model/value.ts';
import type { OpenConnection } from './open-connection.ts';

/**
 * A transaction may outlive its program: a COMMIT that was sent goes on when the process is killed. Until it is over its
 * rows tell nothing of how it will end, so it holds a mark by the name of its journal entry.
 */
export async function holdMark(
  { dialect }: OpenConnection,
  session: Session,
  entry: string,
  signal: AbortSignal,
): Promise<void> {
  const { transactionMark } = dialect.sql;
  if (transactionMark !== null)
    await session.run({ text: transactionMark.hold(name(entry)), params: [] }, signal);
}

/** How long a writer is waited for, where there is one at a time. */
const patience = 1000;

/** Begins a transaction that sees how others ended. null: one of them is not over, or this connection cannot tell. */
export async function beginAfterOthers(
  { dialect }: OpenConnection,
  session: Session,
  signal: AbortSignal | undefined,
): Promise<{ isOver(entry: string): Promise<boolean> } | null> {
  const { transactionMark } = dialect.sql;
  if (transactionMark !== null) {
    await session.begin({ forPreview: true, signal });
    return {
      async isOver(entry) {
        const text = transactionMark.isOver(name(entry));
        const { rows } = await session.run({ text, params: [] }, signal);
        return valueText(rows[0]?.[0] ?? null) === '1';
      },
    };
  }
  const late = AbortSignal.timeout(patience);
  try {
    await session.begin({ signal: signal === undefined ? late : AbortSignal.any([signal, late]) });
    return { isOver: async () => true };
  } catch (error) {
    if (signal?.aborted || !(error instanceof AppError) || !untold.has(error.code)) throw error;
    return null;
  }
}

const untold: ReadonlySet<string> = new Set(['cancelled', 'timeout', 'readOnly']);

function name(entry: string): string {
  return `referee ${entry}`;
}
