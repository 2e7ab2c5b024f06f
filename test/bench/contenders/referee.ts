import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RelationMode } from '../../../src-main/model/relation.ts';
import { createChanges, type HeldChange } from '../../../src-main/services/changes.ts';
import { createHeldPlans } from '../../../src-main/services/held-plans.ts';
import { createJournal } from '../../../src-main/storage/journal.ts';
import { type Contender, timed } from '../contender.ts';
import { benchDatabase } from '../database.ts';
import { changeOf } from '../scenarios.ts';

/** Referee as its shells use it; `journalFolder` null: no rows are kept for an undo. */
export async function openReferee(
  engine: string,
  url: string,
  mode: RelationMode,
  journalFolder: string | null,
): Promise<Contender> {
  const database = await benchDatabase(engine, url, mode);
  const journal = journalFolder === null ? null : createJournal(join(journalFolder, 'journal.db'));
  const limits = { rows: 1_000_000, bytes: 2 ** 30 };
  const kept = journal === null ? {} : { journal, limits };
  const changes = createChanges({ plans: createHeldPlans<HeldChange>(), ...kept });
  const { connection } = database;
  return {
    prepare: database.prepare,
    async close() {
      journal?.close();
      await database.close();
    },
    async measure(scenario) {
      const asked = changeOf(scenario, connection.model.defaultSchema);
      let plan = '';
      const preview = await timed(database.sent, async () => {
        const shown = await changes.preview(connection, [asked]);
        if (shown.blockers.length > 0 !== (scenario.kind === 'restrict')) {
          throw new Error(`${scenario.id} has ${shown.blockers.length} blockers.`);
        }
        plan = shown.plan;
      });
      if (scenario.kind === 'restrict') return { preview, apply: null };
      // Somebody looks at it.
      await sleep(20);
      return { preview, apply: await timed(database.sent, () => changes.apply(plan)) };
    },
  };
}
