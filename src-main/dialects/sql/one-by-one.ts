import { AppError } from '../../model/error.ts';
import type { Sent, SentAnswer, SentAnswers } from '../../model/sent.ts';
import type { Session } from '../dialect.ts';

type OneAtATime = Pick<Session, 'begin' | 'run' | 'pack' | 'commit'>;

/** `Session.runTogether` where the engine takes one statement at a time. */
export async function oneByOne(
  session: OneAtATime,
  all: readonly Sent[],
  signal?: AbortSignal,
): Promise<SentAnswers> {
  const answers: SentAnswer[] = [];
  try {
    for (const sent of all) answers.push(await answerTo(session, sent, signal));
    return { answers, failure: null };
  } catch (error) {
    if (error instanceof AppError) return { answers, failure: error };
    throw error;
  }
}

async function answerTo(
  session: OneAtATime,
  sent: Sent,
  signal: AbortSignal | undefined,
): Promise<SentAnswer> {
  if (sent.kind === 'run') return { ...(await session.run(sent.statement, signal)), whole: true };
  if (sent.kind === 'begin') {
    await session.begin({ byKeys: true, signal });
    return { ...nothing, whole: true };
  }
  if (sent.kind === 'commit') {
    await session.commit();
    return { ...nothing, whole: true };
  }
  const taken: Parameters<typeof sent.take>[0][] = [];
  const whole = await session.pack(sent.statement, sent.limit, (piece) => taken.push(piece), signal);
  if (whole) for (const piece of taken) sent.take(piece);
  return { ...nothing, affected: taken.reduce((sum, { count }) => sum + count, 0), whole };
}

const nothing = { columns: [], rows: [], affected: 0 };
