import { join } from 'node:path';
import type { Dialect } from '../dialects/dialect.ts';
import { createJournal } from '../storage/journal.ts';
import { createConnectionStore } from '../storage/saved-connections.ts';
import type { Secrets } from '../storage/secrets.ts';
import { createAudit } from './audit.ts';
import { createChanges, type HeldChange } from './changes.ts';
import { createConnections } from './connections.ts';
import { databaseFileUrl } from './find-dialect.ts';
import { createHeldPlans } from './held-plans.ts';
import { createHistory } from './history.ts';
import { createIndexPlans, type HeldIndexes } from './index-plans.ts';
import { createModeSwitch, type HeldSwitch } from './mode-switch.ts';
import { createRelationEdits, type HeldEdit } from './relation-edits.ts';
import { createRelations } from './relations.ts';
import { createRepairs } from './repair.ts';
import { createRouter } from './router.ts';
import { ownSampleDatabase } from './sample-database.ts';
import { createSavedConnections } from './saved-connections.ts';
import { createSwitchRepairs } from './switch-repairs.ts';

export type ServiceParts = {
  readonly dialects: readonly Dialect[];
  /** Where Referee keeps its files. */
  readonly folder: string;
  readonly secrets: Secrets;
  /** Path of the sample database that comes with the program. */
  readonly sampleDatabase: string;
};

/** Everything behind the contract, wired once for any shell. */
export function createServices({ dialects, folder, secrets, sampleDatabase }: ServiceParts) {
  const changePlans = createHeldPlans<HeldChange>();
  const editPlans = createHeldPlans<HeldEdit>();
  const switchPlans = createHeldPlans<HeldSwitch>();
  const indexPlans = createHeldPlans<HeldIndexes>();
  const saved = createSavedConnections({ dialects, store: createConnectionStore(folder), secrets });
  const connections = createConnections({
    dialects,
    folder,
    saved,
    onClosed(handle) {
      changePlans.dropConnection(handle);
      editPlans.dropConnection(handle);
      switchPlans.dropConnection(handle);
      indexPlans.dropConnection(handle);
    },
  });
  const sampleUrl = async () => databaseFileUrl(dialects, await ownSampleDatabase(sampleDatabase, folder));
  const journal = createJournal(join(folder, 'journal.db'));
  const changes = createChanges({ plans: changePlans, journal });
  const router = createRouter({
    dialects,
    saved,
    connections,
    relations: createRelations(),
    relationEdits: createRelationEdits({ plans: editPlans }),
    changes,
    history: createHistory({ journal, changes, connections: connections.all }),
    audit: createAudit(),
    repairs: createRepairs({ plans: changePlans, changes }),
    indexes: createIndexPlans({ plans: indexPlans }),
    modeSwitch: createModeSwitch({
      plans: switchPlans,
      repairs: createSwitchRepairs({ changes, journal }),
      onSwitched: ({ handle }) => connections.keepMode(handle),
    }),
    sampleUrl,
  });
  return { router, connections, sampleUrl };
}
