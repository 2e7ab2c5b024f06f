/** `preview`: the next one takes its place. `pinned`: it stands left, and goes only when it is closed itself. */
export type TabStay = 'preview' | 'kept' | 'pinned';
export type TabKind = 'graph' | 'records' | 'mode' | 'integrity' | 'history';

/** A tab of the workbench's centre; `records` tabs are named by their table's key, the others by their kind. */
export type WorkbenchTab = { readonly id: string; readonly kind: TabKind; readonly stay: TabStay };

/** The graph first, then pinned tabs, then the others. */
export type OpenTabs = { readonly tabs: readonly WorkbenchTab[]; readonly activeId: string };

/** It is always there, at the left. */
export const graphTab: WorkbenchTab = { id: 'graph', kind: 'graph', stay: 'pinned' };
export const noTabs: OpenTabs = { tabs: [graphTab], activeId: graphTab.id };

/** Brings a tab to the front. One that is there stays where it is, and is kept if that is asked for. */
export function opened(open: OpenTabs, tab: WorkbenchTab): OpenTabs {
  const { id, stay } = tab;
  if (open.tabs.some((each) => each.id === id)) {
    const there = stay === 'preview' ? open : kept(open, id);
    return { ...there, activeId: id };
  }
  const replaced = stay === 'preview' ? open.tabs.findIndex((each) => each.stay === 'preview') : -1;
  const tabs = replaced === -1 ? [...open.tabs, tab] : open.tabs.with(replaced, tab);
  return { tabs, activeId: id };
}

/** No preview any more. */
export function kept(open: OpenTabs, id: string): OpenTabs {
  if (open.tabs.find((tab) => tab.id === id)?.stay !== 'preview') return open;
  return { ...open, tabs: open.tabs.map((tab) => (tab.id === id ? { ...tab, stay: 'kept' } : tab)) };
}

/** As the last of the pinned tabs, or as the first of the others. */
export function pinned(open: OpenTabs, id: string, isPinned: boolean): OpenTabs {
  const tab = open.tabs.find((each) => each.id === id);
  if (tab === undefined || id === graphTab.id || (tab.stay === 'pinned') === isPinned) return open;
  const others = open.tabs.filter((each) => each.id !== id);
  const place = others.filter(({ stay }) => stay === 'pinned').length;
  return { ...open, tabs: others.toSpliced(place, 0, { ...tab, stay: isPinned ? 'pinned' : 'kept' }) };
}

/** The graph stays; the right neighbour takes the place of an active one, else the left. */
export function closed(open: OpenTabs, ids: ReadonlySet<string>): OpenTabs {
  const stays = ({ id }: WorkbenchTab) => id === graphTab.id || !ids.has(id);
  const from = open.tabs.findIndex(({ id }) => id === open.activeId);
  const next = open.tabs.slice(from).find(stays) ?? open.tabs.slice(0, from).findLast(stays);
  return { tabs: open.tabs.filter(stays), activeId: next?.id ?? graphTab.id };
}

/** To the place of another one; pinned tabs stay among themselves, and so do the others. */
export function moved(open: OpenTabs, id: string, to: number): OpenTabs {
  const tab = open.tabs.find((each) => each.id === id);
  if (tab === undefined || id === graphTab.id) return open;
  const others = open.tabs.filter((each) => each.id !== id);
  const pins = others.filter(({ stay }) => stay === 'pinned').length;
  const [first, last] = tab.stay === 'pinned' ? [1, pins] : [pins, others.length];
  return { ...open, tabs: others.toSpliced(Math.max(first, Math.min(to, last)), 0, tab) };
}

/** What "close others" closes. */
export function othersThan(open: OpenTabs, id: string): readonly string[] {
  return open.tabs.filter((tab) => tab.id !== id && tab.stay !== 'pinned').map((tab) => tab.id);
}

export function rightOf(open: OpenTabs, id: string): readonly string[] {
  const from = open.tabs.findIndex((tab) => tab.id === id);
  return othersThan({ ...open, tabs: open.tabs.slice(from) }, id);
}
