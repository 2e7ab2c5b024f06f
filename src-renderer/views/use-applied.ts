import { type Applied, useChangePreview } from '../stores/change-preview.ts';
import { useHistory } from '../stores/history.ts';
import { useIntegrity } from '../stores/integrity.ts';
import { useMessages } from '../stores/messages.ts';
import type { Origin } from '../stores/plan-origin.ts';
import { useRecords } from '../stores/records.ts';
import { useTabs } from '../stores/tabs.ts';
import { counted, t } from '../text/text.ts';

/** Says what was applied, offers the way back, and brings up to date what is on the screens. */
export function useApplied() {
  const preview = useChangePreview();
  const messages = useMessages();
  const records = useRecords();
  const history = useHistory();
  const integrity = useIntegrity();
  const tabs = useTabs();

  /** `said`: what the plan was called. */
  return async ({ entries, stopped }: Applied, said: string, origin: Origin): Promise<void> => {
    const [entry] = entries;
    const only = entries.length === 1 ? entry : undefined;
    const undo = {
      label: t('changes.undo'),
      run: () => {
        if (only !== undefined) void preview.previewUndo(only.entry).catch(messages.report);
      },
    };
    const open = { label: t('history.open'), run: () => tabs.showHistory() };
    const how =
      only === undefined ? counted('changes.appliedInBatches', entries.length) : t('changes.applied');
    const warnings = entries.flatMap((each) => each.warnings ?? []).map(({ message }) => message);
    const wholly = only === undefined || only.summary === '' ? said : only.summary;
    messages.say(
      stopped ? 'info' : 'success',
      stopped ? counted('changes.stopped', entries.length) : wholly,
      [...(stopped ? [] : [how]), ...warnings].join(' ') || null,
      only?.undoable === true ? undo : open,
    );
    integrity.outdated = integrity.audit !== null && origin.kind !== 'repair';
    await Promise.all([
      records.reloadAll(),
      history.refresh(),
      origin.kind === 'repair' && origin.relation !== null ? integrity.refresh([origin.relation]) : null,
    ]);
  };
}
