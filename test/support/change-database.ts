import type { Change } from '../../src-main/model/change.ts';
import type { RelationMode } from '../../src-main/model/relation.ts';
import { createChanges, type HeldChange } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { createModeSwitch } from '../../src-main/services/mode-switch.ts';
import type { TestEngine } from './engines.ts';
import { openDatabase } from './open-database.ts';

/** A fresh database made by `statements`, in the given relation mode, with the service that changes it. */
export async function changeDatabase(engine: TestEngine, mode: RelationMode, statements: readonly string[]) {
  const opened = await openDatabase(engine, statements);
  const { connection } = opened;
  if (mode === 'prisma') {
    const modes = createModeSwitch({ plans: createHeldPlans() });
    const { plan } = await modes.preview(connection, 'prisma', {});
    for await (const _ of modes.apply(plan));
  }
  const changes = createChanges({ plans: createHeldPlans<HeldChange>() });
  const schema = connection.model.defaultSchema;
  const table = (name: string) => ({ schema, name });
  return {
    ...opened,
    changes,
    table,
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
