import { tableKey } from '../../src-main/model/identity.ts';
import type { TableName } from '../components/relations/table-name.ts';
import type { MenuAction } from '../components/ui/Menu.vue';
import { graphTab, othersThan, rightOf } from '../format/open-tabs.ts';
import { countEdits } from '../format/staged-edits.ts';
import { useCommands } from '../stores/commands.ts';
import { useMessages } from '../stores/messages.ts';
import { useStagedEdits } from '../stores/staged-edits.ts';
import { useTabs } from '../stores/tabs.ts';
import { useWorkbench } from '../stores/workbench.ts';
import { counted, t } from '../text/text.ts';
import { useTableActions } from './table-actions.ts';
import { offerCommands } from './use-commands.ts';

/** What can be done with tabs, whether by the strip, its menu, keys, or as a command. */
export function useTabActions(parts: { revealInTree(key: string): void; nameOf: TableName }) {
  const tabs = useTabs();
  const staged = useStagedEdits();
  const workbench = useWorkbench();
  const { copies } = useTableActions();
  const { capOf } = useCommands();

  const stagedOn = (id: string) => {
    const edits = staged.tables.get(id);
    return edits === undefined ? 0 : countEdits(edits);
  };

  /** What is staged stays so without its tab; that is said. */
  function close(id: string): void {
    const table = workbench.byKey.get(id);
    const count = stagedOn(id);
    tabs.close(id);
    if (table === undefined || count === 0) return;
    useMessages().say(
      'info',
      counted('workbench.tabs.stillStaged', count, { table: parts.nameOf(table) }),
      null,
      {
        label: t('workbench.tabs.openAgain'),
        run: () => tabs.showRecords(tableKey(table)),
      },
    );
  }

  /** Those on which something is staged stay. */
  function closeAll(ids: readonly string[]): void {
    tabs.close(...ids.filter((id) => stagedOn(id) === 0));
  }

  const isPinned = (id: string) => tabs.tabs.some((tab) => tab.id === id && tab.stay === 'pinned');
  const isPreview = (id: string) => tabs.tabs.some((tab) => tab.id === id && tab.stay === 'preview');
  const others = (id: string) => othersThan(tabs.open, id).filter((each) => stagedOn(each) === 0);
  const toTheRight = (id: string) => rightOf(tabs.open, id).filter((each) => stagedOn(each) === 0);

  function step(by: number): void {
    const id = tabs.activeId;
    tabs.move(id, tabs.tabs.findIndex((tab) => tab.id === id) + by);
  }

  const isGraph = () => tabs.activeId === graphTab.id;
  const commands = [
    { id: 'workbench.closeTab', enabled: () => !isGraph(), run: () => close(tabs.activeId) },
    {
      id: 'workbench.closeOtherTabs',
      enabled: () => others(tabs.activeId).length > 0,
      run: () => closeAll(others(tabs.activeId)),
    },
    {
      id: 'workbench.closeTabsToTheRight',
      enabled: () => toTheRight(tabs.activeId).length > 0,
      run: () => closeAll(toTheRight(tabs.activeId)),
    },
    { id: 'workbench.keepTab', enabled: () => isPreview(tabs.activeId), run: () => tabs.keep(tabs.activeId) },
    {
      id: 'workbench.pinTab',
      enabled: () => !isGraph(),
      run: () => tabs.pin(tabs.activeId, !isPinned(tabs.activeId)),
    },
    { id: 'workbench.moveTabLeft', enabled: () => !isGraph(), run: () => step(-1) },
    { id: 'workbench.moveTabRight', enabled: () => !isGraph(), run: () => step(1) },
    {
      id: 'workbench.revealInTree',
      enabled: () => workbench.byKey.has(tabs.activeId),
      run: () => parts.revealInTree(tabs.activeId),
    },
    { id: 'workbench.nextTab', run: () => tabs.cycle(1) },
    { id: 'workbench.previousTab', run: () => tabs.cycle(-1) },
  ] as const;
  offerCommands(commands);

  function menu(id: string): readonly (readonly MenuAction[])[] {
    const table = workbench.byKey.get(id);
    const fixed = id === graphTab.id;
    const pinned = isPinned(id);
    return [
      [
        {
          label: t('workbench.menu.close'),
          shortcut: capOf('workbench.closeTab'),
          disabled: fixed,
          run: () => close(id),
        },
        {
          label: t('workbench.menu.closeOthers'),
          disabled: others(id).length === 0,
          run: () => closeAll(others(id)),
        },
        {
          label: t('workbench.menu.closeToTheRight'),
          disabled: toTheRight(id).length === 0,
          run: () => closeAll(toTheRight(id)),
        },
      ],
      [
        ...(isPreview(id)
          ? [
              {
                label: t('workbench.menu.keep'),
                shortcut: capOf('workbench.keepTab'),
                run: () => tabs.keep(id),
              },
            ]
          : []),
        {
          label: t(pinned && !fixed ? 'workbench.menu.unpin' : 'workbench.menu.pin'),
          shortcut: capOf('workbench.pinTab'),
          disabled: fixed,
          run: () => tabs.pin(id, !pinned),
        },
      ],
      ...(table === undefined
        ? []
        : [[{ label: t('workbench.menu.reveal'), run: () => parts.revealInTree(id) }, ...copies(table)]]),
    ];
  }

  return { close, menu };
}
