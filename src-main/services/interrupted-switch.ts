import { compareSwitch, keyText } from '../engine/compare-switch.ts';
import { keyedForeignKeys } from '../engine/relation-graph.ts';
import { orphanBlocker } from '../engine/switch-obstacles.ts';
import type { ForeignKey } from '../model/catalog.ts';
import type { InterruptedSwitch } from '../model/migration.ts';
import type { Blocker } from '../model/plan.ts';
import { isAlive, type SwitchJournal, type SwitchRecord } from '../storage/switch-journal.ts';
import type { SwitchGoal } from '../storage/switch-journal-schema.ts';
import { reloadModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';
import { findOrphans } from './switch-findings.ts';
import { addsKeys, doubtful } from './switch-work.ts';

/** What is left of a switch, compared with the catalog as the connection last read it; null: none was interrupted. */
export async function interruptedSwitch(
  connection: OpenConnection,
  journal: SwitchJournal,
): Promise<InterruptedSwitch | null> {
  const record = await journal.read(connection.relationFilePath);
  return record === null ? null : described(connection, record, []);
}

/** The same, with the catalog read anew and the rows looked for that are in the way. */
export async function examineInterrupted(
  connection: OpenConnection,
  journal: SwitchJournal,
  signal?: AbortSignal,
): Promise<InterruptedSwitch | null> {
  const record = await journal.read(connection.relationFilePath);
  if (record === null) return null;
  await reloadModel(connection, signal);
  return described(connection, record, await orphansOf(connection, record, signal));
}

function described(
  connection: OpenConnection,
  { goal, at, writer, lines }: SwitchRecord,
  orphans: readonly Blocker[],
): InterruptedSwitch {
  const { absent, unvalidated } = compareSwitch(goal.keys, goal.indexes, connection.catalog);
  const total = goal.keys.length;
  const switched = addsKeys(goal, 'forward') ? total - absent.length : absent.length;
  const attempt = lines.findLastIndex(({ kind }) => kind === 'attempt');
  const begun = lines[attempt];
  const after = lines.slice(attempt + 1);
  const steps = begun?.kind === 'attempt' ? begun.steps : [];
  const reached = (kind: 'started' | 'done', step: number) =>
    after.some((line) => line.kind === kind && line.step === step);
  const failure = after.findLast((line) => line.kind === 'failed');
  return {
    from: goal.from,
    to: goal.to,
    at,
    message: sentence(goal, switched, unvalidated),
    problem: failure?.kind === 'failed' ? failure.message : null,
    steps: steps.map(({ summary }, step) => ({
      summary,
      state: reached('done', step) ? 'done' : reached('started', step) ? 'begun' : 'waiting',
    })),
    keys: { total, switched },
    orphans,
    running: isAlive(writer),
  };
}

function sentence(
  { from, to, keys }: SwitchGoal,
  switched: number,
  unvalidated: readonly ForeignKey[],
): string {
  const done = to === 'prisma' ? 'dropped' : 'there';
  const count = keys.length === 1 ? '1 foreign key' : `${keys.length} foreign keys`;
  const unchecked =
    unvalidated.length === 0
      ? ''
      : ` These check new writes, but rows from before do not all fit or were not looked at yet: ${unvalidated.map(keyText).join('; ')}.`;
  return `The switch from ${from} to ${to} was interrupted: ${switched} of ${count} ${switched === 1 ? 'is' : 'are'} ${done}.${unchecked}`;
}

async function orphansOf(
  connection: OpenConnection,
  { goal, lines }: SwitchRecord,
  signal: AbortSignal | undefined,
): Promise<readonly Blocker[]> {
  const { present, unvalidated, absent } = compareSwitch(goal.keys, goal.indexes, connection.catalog);
  const unchecked = new Set([...unvalidated, ...doubtful(present, lines)].map(keyText));
  const missing = addsKeys(goal, 'forward') ? new Set(absent.map(keyText)) : new Set<string>();
  const existing = keyedForeignKeys(connection.catalog.foreignKeys);
  const relations = connection.model.relations.filter(({ id }) => {
    const key = existing.get(id);
    return key === undefined ? missing.has(id) : unchecked.has(keyText(key));
  });
  const session = await connection.database.session();
  try {
    const found = await findOrphans(connection.dialect, session, connection.model, relations, signal);
    return relations.flatMap((relation) => orphanBlocker(relation, found.get(relation.id)));
  } finally {
    await session.release();
  }
}
