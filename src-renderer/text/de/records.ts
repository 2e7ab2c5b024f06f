import type { records as english } from '../en/records.ts';
import type { Translated } from '../text.ts';

export const records: Translated<typeof english> = {
  back: 'Zurück',
  forward: 'Vor',
  undo: 'Rückgängig',
  redo: 'Wiederherstellen',
  cell: { empty: 'leer', auto: 'automatisch', default: 'Standard', required: 'erforderlich' },
  reference: {
    followTo: '{column} nach {table} folgen',
    goTo: 'Gehe zu {table} (Strg Enter)',
    missing: 'Keine Zeile von {table} hat diesen Schlüssel',
    card: 'Referenzierte Zeile',
    reading: 'Referenzierte Zeile wird gelesen',
    follow: 'Folgen',
  },
  editor: {
    edit: '{column} bearbeiten',
    choices: 'Werte',
    rows: 'Zeilen',
    none: 'keine (NULL)',
    noRow: 'Keine Zeile gefunden.',
    findRow: 'Zeile suchen',
    calendar: 'Kalender',
    bytes: '{n} Byte | {n} Bytes',
    firstBytes:
      'Die ersten {shown} Bytes. So viele lassen sich ändern, indem man sie in eine Datei sichert und wieder lädt.',
    load: 'Datei laden',
    save: 'In Datei sichern',
    format: 'Formatieren',
    larger: 'Größer',
    done: 'Fertig',
  },
  row: {
    title: 'Zeile von {table}',
    show: 'Zeile als Formular zeigen',
    close: 'Zeile schließen',
    none: 'Keine Zeile ist aktiv: bitte eine in der Tabelle wählen.',
    referencedBy: 'Referenziert von',
    counting: 'Zeilen werden gezählt',
    stop: 'Anhalten',
  },
  readOnly: {
    connection: 'Diese Verbindung erlaubt nur das Lesen.',
    view: '{table} ist eine Sicht: bitte die Zeilen ihrer Tabellen ändern.',
    noKey:
      '{table} hat weder Primär- noch eindeutigen Schlüssel, sodass sich eine einzelne Zeile nicht von anderen unterscheiden lässt. Sie kann nur gelesen werden.',
  },
  takes: {
    integer: '{name} nimmt eine ganze Zahl auf, etwa 42.',
    decimal: '{name} nimmt eine Dezimalzahl auf, etwa 12.50.',
    float: '{name} nimmt eine Zahl auf, etwa 0.25 oder 1e9.',
    boolean: '{name} nimmt true oder false auf.',
    date: '{name} nimmt ein Datum auf; NULL lässt sich eigens wählen.',
    time: '{name} nimmt eine Uhrzeit auf; NULL lässt sich eigens wählen.',
    timestamp: '{name} nimmt einen Zeitpunkt auf; NULL lässt sich eigens wählen.',
    json: '{name} nimmt ein JSON-Dokument auf: ab Zeile {line}, Spalte {column} ist dies keines.',
    bytes: '{name} nimmt Bytes in hexadezimaler Schreibweise auf, je zwei Ziffern.',
    enum: '{name} nimmt einen dieser Werte auf: {values}.',
  },
  staged: {
    back: '{n} vorgemerkte Änderung vom {at} ist wieder da. | {n} vorgemerkte Änderungen vom {at} sind wieder da.',
    tablesGone:
      '{n} weitere galt einer Tabelle, die es nicht mehr gibt. | {n} weitere galten Tabellen, die es nicht mehr gibt.',
    discard: 'Verwerfen',
    noRoom: 'Es fehlt der Platz, um die vorgemerkten Änderungen über dieses Fenster hinaus zu bewahren.',
    noRoomHint: 'Sie bleiben, solange das Fenster offen ist: bitte vor dem Schließen oder Neuladen anwenden.',
  },
};
