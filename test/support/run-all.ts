import type { Session } from '../../src-main/dialects/dialect.ts';
import type { Value } from '../../src-main/model/value.ts';

/** Runs statements without parameters, one after the other in as few round trips as may be; gives the rows of each. */
export async function runAll(
  session: Session,
  texts: readonly string[],
): Promise<readonly (readonly (readonly Value[])[])[]> {
  if (texts.length === 0) return [];
  const { answers, failure } = await session.runTogether(
    texts.map((text) => ({ kind: 'run', statement: { text, params: [] } })),
  );
  if (failure !== null) throw failure;
  return answers.map(({ rows }) => rows);
}
