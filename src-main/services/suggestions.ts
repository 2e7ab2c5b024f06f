import type { SuggestEvent } from '../contract/results.ts';
import type { Session } from '../dialects/dialect.ts';
import { valueShares } from '../dialects/sql/value-shares.ts';
import { type Candidate, candidates } from '../engine/suggest/candidates.ts';
import { rank } from '../engine/suggest/rank.ts';
import { AppError } from '../model/error.ts';
import type { Suggestions, ValueShares } from '../model/suggestion.ts';
import { type Value, valueText } from '../model/value.ts';
import { emittedEvents } from './emitted-events.ts';
import { reloadModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';

/** Of a large table only so many rows are looked at. */
const sampleRows = 20_000;
const usualBudgetMs = 10_000;

/**
 * Relations that there may be, each checked against its rows as long as there is time: the likeliest first, one statement
 * for each. Nothing is written.
 */
export function suggestRelations(
  connection: OpenConnection,
  budgetMs = usualBudgetMs,
  signal?: AbortSignal,
): AsyncGenerator<SuggestEvent, Suggestions> {
  return emittedEvents<SuggestEvent, Suggestions>(async (emit) => {
    const all = candidates(await reloadModel(connection, signal));
    const session = await connection.database.session();
    const end = performance.now() + budgetMs;
    const checked: { candidate: Candidate; values: ValueShares | null }[] = [];
    let unchecked = 0;
    try {
      for (const [place, candidate] of all.entries()) {
        const left = end - performance.now();
        const values = left <= 0 ? 'noTime' : await sharesOf(connection, session, candidate, left, signal);
        if (values === 'noTime') unchecked += 1;
        if (values !== 'incomparable')
          checked.push({ candidate, values: values === 'noTime' ? null : values });
        emit({ kind: 'progress', done: place + 1, of: all.length });
      }
    } finally {
      await session.release();
    }
    return { suggestions: rank(checked), unchecked };
  });
}

async function sharesOf(
  { dialect }: OpenConnection,
  session: Session,
  { child, parent }: Candidate,
  budgetMs: number,
  signal: AbortSignal | undefined,
): Promise<ValueShares | 'noTime' | 'incomparable'> {
  const inTime = AbortSignal.timeout(Math.ceil(budgetMs));
  const either = signal === undefined ? inTime : AbortSignal.any([signal, inTime]);
  try {
    const { rows } = await session.run(valueShares(dialect.sql, child, parent, sampleRows), either);
    const [distinct = 0, found = 0, count = 0, orphans = 0] = (rows[0] ?? []).map(numberOf);
    return { rows: count, distinct, found, orphans, sampled: count >= sampleRows };
  } catch (error) {
    if (!(error instanceof AppError) || signal?.aborted === true) throw error;
    if (error.code === 'cancelled' && inTime.aborted) return 'noTime';
    if (error.code === 'request.invalid') return 'incomparable';
    throw error;
  }
}

function numberOf(value: Value): number {
  return Number(valueText(value));
}
