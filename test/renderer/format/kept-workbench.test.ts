import { expect, test } from 'vitest';
import { readWorkbench, workbenchToKeep } from '../../../src-renderer/format/kept-workbench.ts';
import { noTabs, opened, pinned } from '../../../src-renderer/format/open-tabs.ts';

const records = (id: string) => ({ id, kind: 'records', stay: 'kept' }) as const;
const open = pinned(opened(opened(noTabs, records('a')), records('b')), 'b', true);
const kept: unknown = JSON.parse(
  JSON.stringify(workbenchToKeep({ open, selected: 'a', closedSchemas: ['audit'] })),
);
const nothing = { open: noTabs, selected: null, closedSchemas: [] };

test('what was open is found again', () => {
  expect(readWorkbench(kept, () => true)).toEqual({ open, selected: 'a', closedSchemas: ['audit'] });
});

test('tables that are gone are left out, and the graph takes the place of an active one', () => {
  const read = readWorkbench(kept, (key) => key === 'a');
  expect(read.open.tabs.map(({ id }) => id)).toEqual(['graph', 'a']);
  expect(read.open.activeId).toBe('graph');
  expect(readWorkbench(kept, (key) => key === 'b').selected).toBe(null);
});

test('whatever else was kept is read as nothing', () => {
  const tab = { id: 'a', kind: 'records', stay: 'kept' };
  for (const odd of [null, 1, 'x', [], { tabs: 1, active: 2, selected: 3, closedSchemas: 4 }]) {
    expect(readWorkbench(odd, () => true)).toEqual(nothing);
  }
  const tabs = [null, 1, { id: 1 }, { ...tab, kind: 'x' }, { ...tab, stay: 'x' }, { ...tab, kind: 'mode' }];
  expect(readWorkbench({ tabs }, () => true)).toEqual(nothing);
  expect(readWorkbench({ tabs: [tab, tab] }, () => true).open.tabs).toHaveLength(2);
});
