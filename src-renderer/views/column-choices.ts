import type { GridColumns } from '../components/records/use-grid-columns.ts';
import type { MenuAction } from '../components/ui/Menu.vue';
import { t } from '../text/text.ts';

/** The columns to show or hide, and the way back to all of them as they fit. One stays. */
export function columnChoices(columns: GridColumns): readonly MenuAction[] {
  const all = columns.all.value;
  const last = all.filter(({ shown }) => shown).length === 1;
  return [
    ...all.map(({ name, shown }) => ({
      label: name,
      checked: shown,
      disabled: shown && last,
      run: () => columns.setShown(name, !shown),
    })),
    { label: t('grid.columns.reset'), run: columns.reset },
  ];
}
