import type { commands as english } from '../en/commands.ts';
import type { Translated } from '../text.ts';

export const commands: Translated<typeof english> = {
  workbench: {
    palette: 'Alle Befehle zeigen',
    findTable: 'Tabelle suchen',
    shortcuts: 'Tastenkürzel zeigen',
    log: 'Anweisungsprotokoll ein- oder ausblenden',
    inspector: 'Inspektor ein- oder ausblenden',
    nextTab: 'Nächster Reiter',
    previousTab: 'Voriger Reiter',
    closeTab: 'Reiter schließen',
    reload: 'Katalog neu lesen',
    leave: 'Verbindung schließen',
    theme: 'Farbschema wechseln',
    language: 'Sprache wechseln',
    graph: 'Beziehungsgraphen zeigen',
    modeSwitch: 'Beziehungsmodus wechseln',
  },
  graph: {
    fit: 'Graph: alles zeigen',
    arrange: 'Graph: neu anordnen',
    focus: 'Graph: nur die Umgebung der gewählten Tabelle',
    blast: 'Graph: Wirkungsradius der gewählten Tabelle',
    suggest: 'Graph: Beziehungen vorschlagen',
    list: 'Graph: Tabellen und Beziehungen auflisten',
    legend: 'Graph: Legende ein- oder ausblenden',
    exportSvg: 'Graph: als SVG exportieren',
    exportPng: 'Graph: als PNG exportieren',
    exportMermaid: 'Graph: als Mermaid exportieren',
    exportDbml: 'Graph: als DBML exportieren',
  },
  changes: {
    preview: 'Vorschau der vorgemerkten Änderungen',
  },
  records: {
    undo: 'Letzte Bearbeitung rückgängig machen',
    redo: 'Bearbeitung wiederherstellen',
    row: 'Zeile als Formular zeigen',
    back: 'Zurück zur vorigen Stelle',
    forward: 'Vor zur nächsten Stelle',
    peek: 'Referenzierte Zeile zeigen',
    discard: 'Alle vorgemerkten Änderungen verwerfen',
    filter: 'Zeilen filtern',
    reload: 'Zeilen neu lesen',
  },
};
