import { isRecord } from './is-record.ts';
import { graphTab, noTabs, type OpenTabs, type WorkbenchTab } from './open-tabs.ts';

/** What a user had open of a database, to be found again. Tables are named by `tableKey`. */
export type KeptWorkbench = {
  readonly open: OpenTabs;
  readonly selected: string | null;
  /** Schemas whose tables the tree does not show. */
  readonly closedSchemas: readonly string[];
};

/** From what was kept, whatever it is by now; tables that are gone are left out. */
export function readWorkbench(kept: unknown, isThere: (key: string) => boolean): KeptWorkbench {
  if (!isRecord(kept)) return { open: noTabs, selected: null, closedSchemas: [] };
  const read = Array.isArray(kept['tabs']) ? kept['tabs'].flatMap(readTab) : [];
  const there = read.filter(({ id, kind }, at) => {
    const isFirst = read.findIndex((tab) => tab.id === id) === at;
    return isFirst && (kind === 'records' ? isThere(id) : id === kind);
  });
  const pins = there.filter(({ stay }) => stay === 'pinned');
  const tabs = [graphTab, ...pins, ...there.filter(({ stay }) => stay !== 'pinned')];
  const { active, selected, closedSchemas } = kept;
  return {
    open: { tabs, activeId: tabs.find(({ id }) => id === active)?.id ?? graphTab.id },
    selected: typeof selected === 'string' && isThere(selected) ? selected : null,
    closedSchemas: Array.isArray(closedSchemas)
      ? closedSchemas.filter((schema) => typeof schema === 'string')
      : [],
  };
}

/** As JSON can hold it. */
export function workbenchToKeep({ open, selected, closedSchemas }: KeptWorkbench): unknown {
  const tabs = open.tabs.filter(({ id }) => id !== graphTab.id);
  return { tabs, active: open.activeId, selected, closedSchemas };
}

function readTab(kept: unknown): readonly WorkbenchTab[] {
  if (!isRecord(kept) || typeof kept['id'] !== 'string') return [];
  const { id, kind, stay } = kept;
  if (kind !== 'records' && kind !== 'mode' && kind !== 'integrity' && kind !== 'history') return [];
  return stay === 'preview' || stay === 'kept' || stay === 'pinned' ? [{ id, kind, stay }] : [];
}
