import type { records as english } from '../en/records.ts';
import type { Translated } from '../text.ts';

export const records: Translated<typeof english> = {
  undo: 'Rückgängig',
  redo: 'Wiederherstellen',
  staged: {
    back: '{n} vorgemerkte Änderung vom {at} ist wieder da. | {n} vorgemerkte Änderungen vom {at} sind wieder da.',
    tablesGone:
      '{n} weitere galt einer Tabelle, die es nicht mehr gibt. | {n} weitere galten Tabellen, die es nicht mehr gibt.',
    discard: 'Verwerfen',
    noRoom: 'Es fehlt der Platz, um die vorgemerkten Änderungen über dieses Fenster hinaus zu bewahren.',
    noRoomHint: 'Sie bleiben, solange das Fenster offen ist: bitte vor dem Schließen oder Neuladen anwenden.',
  },
};
