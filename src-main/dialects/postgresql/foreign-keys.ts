import type { ForeignKeyDdl } from '../dialect.ts';
import { addSteps } from './ddl/add-steps.ts';
import { applySteps } from './ddl/apply-steps.ts';
import { dropSteps } from './ddl/drop-steps.ts';

/** PostgreSQL keeps no text of a table, so that there is nothing to remember but the keys themselves. */
export const foreignKeys: ForeignKeyDdl = {
  transactional: true,
  unsupported: async () => null,
  drop: (catalog, keys) => ({ steps: dropSteps(catalog, keys), remembered: [] }),
  add: (catalog, keys) => ({ steps: addSteps(catalog, keys) }),
  apply: applySteps,
};
