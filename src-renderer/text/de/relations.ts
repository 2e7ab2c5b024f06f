import type { relations as english } from '../en/relations.ts';
import type { Translated } from '../text.ts';

export const relations: Translated<typeof english> = {
  actions: {
    cascade: 'Kaskadieren',
    restrict: 'Verhindern',
    noAction: 'Keine Aktion',
    setNull: 'Auf NULL setzen',
    setDefault: 'Auf Vorgabe setzen',
  },
  modes: { foreignKeys: 'Fremdschlüssel', prisma: 'Emuliert' },
  states: {
    enforced: 'Erzwungen',
    emulated: 'Emuliert',
    unvalidated: 'Nicht geprüft',
    notEnforced: 'Nicht erzwungen',
    stale: 'Veraltet',
  },
  explained: {
    enforced: 'Ein Fremdschlüssel, den die Datenbank prüft.',
    emulated: 'Kein Fremdschlüssel: Referee wahrt diese Beziehung bei jeder Änderung, die darüber läuft.',
    unvalidated: 'Neue Änderungen werden geprüft; Zeilen, die vorher da waren, wurden es nie.',
    notEnforced: 'Als Fremdschlüssel angelegt, doch die Datenbank beachtet ihn nicht.',
    stale: 'Eine Spalte oder Tabelle dieser Beziehung fehlt, daher wahrt sie niemand.',
  },
  declareTitle: 'Beziehung angeben',
  editTitle: 'Aktionen einer Beziehung ändern',
  declareFor: 'Eine Beziehung von {table}, die die Datenbank nicht kennt',
  column: 'Spalte',
  chooseColumn: 'Spalte wählen',
  parentTable: 'Verweist auf die Tabelle',
  chooseTable: 'Tabelle wählen',
  parentColumn: 'Über deren Spalte',
  onDelete: 'Beim Löschen',
  onUpdate: 'Beim Ändern',
  isForeignKey: 'Dies ist ein Fremdschlüssel der Datenbank, der in diesen Schritten geändert wird:',
  changeKey: 'Fremdschlüssel ändern',
  adopt: {
    title: 'Fremdschlüssel übernehmen',
    text: 'Er kommt mit seinen Aktionen in die Beziehungsdatei. Die Datenbank behält und erzwingt ihn weiterhin.',
    action: 'Übernehmen',
  },
  declare: 'Angeben',
  save: 'Speichern',
};
