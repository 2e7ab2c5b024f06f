import type { TableRef } from '../model/catalog.ts';
import { countText } from '../model/count-text.ts';
import type { Blocker } from '../model/plan.ts';

/** Counting stopped at the limit, so that nobody knows all that the changes would do. */
export function tooManyRows(table: TableRef, limit: number): Blocker {
  return {
    rule: 'tooManyRows',
    relation: null,
    table,
    count: limit,
    exact: false,
    sample: [],
    message: `More than ${countText(limit)} rows would change, and counting stopped there. Preview again with a higher limit to see, and to apply, all of it.`,
    ways: [],
  };
}
