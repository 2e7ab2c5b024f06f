import type { grid as english } from '../en/grid.ts';
import type { Translated } from '../text.ts';

export const grid: Translated<typeof english> = {
  selectRow: 'Zeile {n} auswählen',
  selectAll: 'Alle Zeilen auswählen',
  toInsert: '{label} (wird eingefügt)',
  toUpdate: '{label} (wird geändert)',
  toDelete: '{label} (wird gelöscht)',
  anyType: 'beliebig',
  references: 'verweist auf {table}',
  tooManyRows:
    'Höchstens {n} Zeile lässt sich auf einmal ändern oder kopieren. | Höchstens {n} Zeilen lassen sich auf einmal ändern oder kopieren.',
  rows: '{n} Zeile | {n} Zeilen',
  aboutRows: 'etwa {n} Zeile | etwa {n} Zeilen',
  insertRow: 'Zeile einfügen',
  deleteRow: 'Zeile löschen | {n} Zeilen löschen',
  takeBack: 'Zurücknehmen',
  toolbar: 'Datensätze',
  reload: 'Zeilen neu laden',
  preview: 'Änderungen prüfen',
  loading: 'Zeilen werden geladen',
  noRows: 'Noch keine Zeilen',
  noMatch: 'Keine Zeile passt zum Filter',
};
