import type { TableRef } from '../../src-main/model/catalog.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import { keep, readKept } from './kept.ts';
import { useWorkbench } from './workbench.ts';

/** As many are remembered for a table. */
const most = 20;

/** Conditions in SQL that a table was filtered by, the newest first, kept beyond the session. */
export function whereHistory(table: TableRef): {
  read(): readonly string[];
  remember(condition: string): void;
} {
  const { opened } = useWorkbench();
  const key = `referee.where ${opened?.dialect ?? ''} ${opened?.place ?? ''} ${tableKey(table)}`;

  function read(): readonly string[] {
    const kept = readKept(key);
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : [];
  }

  return {
    read,
    remember(condition) {
      const text = condition.trim();
      if (text === '') return;
      keep(key, [text, ...read().filter((each) => each !== text)].slice(0, most));
    },
  };
}
