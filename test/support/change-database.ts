import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quoted } from '../../src-main/dialects/sql/statement.ts';
import type { Change } from '../../src-main/model/change.ts';
import type { RelationMode } from '../../src-main/model/relation.ts';
import type { CaptureLimits } from '../../src-main/services/capture.ts';
import { createChanges, type HeldChange } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { createHistory } from '../../src-main/services/history.ts';
import { createJournal } from '../../src-main/storage/journal.ts';
import type { TestEngine } from './engines.ts';
import { modeSwitch } from './mode-switch.ts';
import { openDatabase } from './open-database.ts';

/** A fresh database made by `statements`, in the given relation mode, with the service that changes it. */
export async function changeDatabase(
  engine: TestEngine,
  mode: RelationMode,
  statements: readonly string[],
  limits?: CaptureLimits,
) {
  const opened = await openDatabase(engine, statements);
  const { connection } = opened;
  const folder = await mkdtemp(join(tmpdir(), 'journal-'));
  const journal = createJournal(join(folder, 'journal.db'));
  const modes = modeSwitch({ history: journal });
  if (mode === 'prisma') {
    const { plan } = await modes.preview(connection, 'prisma', {});
    for await (const _ of modes.apply(plan));
  }
  const plans = createHeldPlans<HeldChange>();
  const changes = createChanges({ plans, journal, ...(limits === undefined ? {} : { limits }) });
  const history = createHistory({ journal, changes, connections: () => [connection] });
  const schema = connection.model.defaultSchema;
  const table = (name: string) => ({ schema, name });
  return {
    ...opened,
    folder,
    journal,
    plans,
    changes,
    history,
    modes,
    async close() {
      journal.close();
      await opened.close();
      await rm(folder, { recursive: true });
    },
    table,
    /** A name as the engine quotes it. */
    quote: (name: string) => quoted(engine.dialect.sql, name),
    preview: (...asked: readonly Change[]) => changes.preview(connection, asked),
    /** Applies the changes and gives their plan. */
    async apply(...asked: readonly Change[]) {
      const plan = await changes.preview(connection, asked);
      await changes.apply(plan.plan);
      return plan;
    },
  };
}

export type ChangeDatabase = Awaited<ReturnType<typeof changeDatabase>>;
