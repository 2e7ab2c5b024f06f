import type { history as english } from '../en/history.ts';
import type { Translated } from '../text.ts';

export const history: Translated<typeof english> = {
  title: 'Verlauf',
  tab: 'Verlauf',
  search: 'Verlauf durchsuchen',
  searchHint: 'Zusammenfassung oder Tabelle',
  reload: 'Verlauf neu lesen',
  loading: 'Der Verlauf wird gelesen',
  entries: 'Angewendete Änderungen',
  count: '{n} angewendete Änderung | {n} angewendete Änderungen',
  matching: '{shown} von {n} angewendeten Änderung | {shown} von {n} angewendeten Änderungen',
  none: 'Noch wurde nichts angewendet',
  noneText:
    'Was Referee auf diese Datenbank anwendet, steht hier samt den betroffenen Zeilen und lässt sich rückgängig machen.',
  noMatch: 'Keine angewendete Änderung passt',
  noMatchText: 'Vielleicht passt ein anderes Wort oder ein Teil davon.',
  undo: 'Rückgängig machen …',
  isUndo: 'Rücknahme',
  undoOf: 'Machte „{summary}“ vom {at} rückgängig.',
  undone: 'Rückgängig gemacht',
  notUndoable: 'Lässt sich nicht rückgängig machen: {reason}',
  sample: 'Von jeder Tabelle stehen hier höchstens 20 Zeilen; rückgängig gemacht werden alle.',
  open: 'Verlauf öffnen',
};
