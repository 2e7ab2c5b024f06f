import type { Dialect } from '../dialects/dialect.ts';
import type { Audit } from './audit.ts';
import type { Changes } from './changes.ts';
import type { Connections } from './connections.ts';
import type { History } from './history.ts';
import type { IndexPlans } from './index-plans.ts';
import type { ModeSwitch } from './mode-switch.ts';
import type { RelationEdits } from './relation-edits.ts';
import type { Relations } from './relations.ts';
import type { Repairs } from './repair.ts';
import type { SavedConnections } from './saved-connections.ts';

/** What the router binds to the methods of the contract. */
export type Services = {
  readonly dialects: readonly Dialect[];
  readonly saved: SavedConnections;
  readonly connections: Connections;
  readonly relations: Relations;
  readonly relationEdits: RelationEdits;
  readonly changes: Changes;
  readonly history: History;
  readonly audit: Audit;
  readonly repairs: Repairs;
  readonly indexes: IndexPlans;
  readonly modeSwitch: ModeSwitch;
  /** The URL of this user's copy of the sample database. */
  sampleUrl(): Promise<string>;
};
