import type { ForeignKeyDdl } from '../dialect.ts';
import { addSteps } from './ddl/add-steps.ts';
import { applySteps } from './ddl/apply-steps.ts';
import { changeSteps } from './ddl/change-steps.ts';
import { dropSteps } from './ddl/drop-steps.ts';
import { createIndex, dropIndex } from './ddl/index-steps.ts';
import { orphansBack } from './ddl/orphans-back.ts';
import { script } from './ddl/script.ts';
import { typeRefusal } from './ddl/type-refusal.ts';

/** PostgreSQL keeps no text of a table, so that there is nothing to remember but the keys themselves. */
export const foreignKeys: ForeignKeyDdl = {
  parentKey: 'unique',
  childIndex: 'ofUse',
  typeRefusal,
  differences: {
    prisma: [
      'Where several relations lead to the same rows, the order in which foreign keys were created no longer decides whether a change is refused.',
    ],
    foreignKeys: [
      'Where several relations lead to the same rows, PostgreSQL may refuse a change depending on the order in which the foreign keys were created.',
    ],
  },
  decisions: { prisma: [], foreignKeys: [] },
  unsupported: async () => null,
  prepare: () => [],
  drop: (catalog, keys) => ({ steps: dropSteps(catalog, keys), remembered: [] }),
  add: (catalog, keys, _remembered, way) => ({ steps: addSteps(catalog, keys, way?.unchecked) }),
  change: (catalog, key, changed) => ({ steps: changeSteps(catalog, key, changed) }),
  orphansBack,
  createIndex,
  dropIndex,
  apply: applySteps,
  script,
};
