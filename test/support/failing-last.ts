import type { Dialect } from '../../src-main/dialects/dialect.ts';
import type { MigrationStep } from '../../src-main/model/migration.ts';

/** The same dialect, whose last step but one does not work. */
export function failingLast(dialect: Dialect): Dialect {
  const { foreignKeys } = dialect;
  const failing: MigrationStep = {
    summary: 'Drop a table that is not there',
    table: null,
    execute: [{ text: 'DROP TABLE there_is_none', params: [] }],
    reverse: [],
    locks: null,
    estimateMs: null,
  };
  const withFailing = (steps: readonly MigrationStep[]): MigrationStep[] => {
    const last = steps.slice(-1);
    const transaction = last[0]?.transaction;
    return [...steps.slice(0, -1), { ...failing, ...(transaction && { transaction }) }, ...last];
  };
  return {
    ...dialect,
    foreignKeys: {
      ...foreignKeys,
      drop(catalog, keys, way) {
        const { steps, remembered } = foreignKeys.drop(catalog, keys, way);
        return { steps: withFailing(steps), remembered };
      },
      add: (catalog, keys, remembered, way) => ({
        steps: withFailing(foreignKeys.add(catalog, keys, remembered, way).steps),
      }),
    },
  };
}
