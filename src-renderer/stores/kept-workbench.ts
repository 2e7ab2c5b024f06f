import type { OpenedConnection } from '../../src-main/model/connection.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import { type KeptWorkbench, readWorkbench, workbenchToKeep } from '../format/kept-workbench.ts';
import { keep, readKept } from './kept.ts';

/** What was open of a database when it was left. */
export function keptWorkbench(opened: OpenedConnection): KeptWorkbench {
  const there = new Set(opened.model.tables.map(tableKey));
  return readWorkbench(readKept(keyOf(opened)), (key) => there.has(key));
}

export function keepWorkbench(opened: OpenedConnection, workbench: KeptWorkbench): void {
  keep(keyOf(opened), workbenchToKeep(workbench));
}

/** The place holds no secret. */
function keyOf({ dialect, place }: OpenedConnection): string {
  return `referee.workbench ${dialect} ${place}`;
}
