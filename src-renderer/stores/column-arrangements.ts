import type { TableRef } from '../../src-main/model/catalog.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import { type ColumnArrangement, readArrangement } from '../format/column-arrangement.ts';
import { keep, readKept } from './kept.ts';
import { useWorkbench } from './workbench.ts';

/** How a user arranged the columns of a table of the open database, kept beyond the session. */
export function keptArrangement(table: TableRef): {
  readonly kept: ColumnArrangement;
  keep(arrangement: ColumnArrangement): void;
} {
  const { opened } = useWorkbench();
  const key = `referee.columns ${opened?.dialect ?? ''} ${opened?.place ?? ''} ${tableKey(table)}`;
  return {
    kept: readArrangement(readKept(key)),
    keep(arrangement) {
      keep(key, arrangement);
    },
  };
}
