import type { connections as english } from '../en/connections.ts';
import type { Translated } from '../text.ts';

export const connections: Translated<typeof english> = {
  title: 'Verbindungen',
  new: 'Neue Verbindung',
  edit: '{name} bearbeiten',
  connected: 'Verbunden: {version}',
  answers: '{name} antwortet: {version}.',
  openFile: 'Datei öffnen …',
  test: 'Verbindung prüfen',
  readOnly: 'Nur lesen',
  environment: { development: 'Entwicklung', staging: 'Staging', production: 'Produktion' },
  sample: {
    title: 'Neu hier? Mit einer Buchhandlung anfangen',
    text: 'Jede Art von Beziehung und referenzieller Aktion, in einer eigenen SQLite-Datei zum Ausprobieren.',
    open: 'Beispieldatenbank öffnen',
  },
  none: {
    title: 'Noch keine Verbindungen',
    text: 'Mit SQLite, PostgreSQL, MySQL oder MariaDB verbinden: über die Adresse oder eine eingefügte Verbindungs-URL.',
  },
  remove: {
    title: '{name} entfernen',
    text: 'Die gespeicherte Verbindung und ihr Passwort werden vergessen. Die Datenbank selbst bleibt unberührt.',
    action: 'Verbindung entfernen',
  },
  card: { edit: 'Bearbeiten …', remove: 'Entfernen …', actions: 'Aktionen für {name}' },
  form: {
    url: 'Verbindungs-URL',
    urlHint: 'Eine einfügen, um die Felder unten auszufüllen.',
    engine: 'Datenbank',
    name: 'Name',
    nameHint: 'wie die Datenbank heißt',
    environment: 'Umgebung',
    mode: 'Beziehungsmodus',
    modeOfFile: 'Wie die Beziehungsdatei sagt',
    file: 'Beziehungsdatei',
    filePlace: 'neben den gespeicherten Verbindungen',
    fileHint: 'Wo emulierte und deklarierte Beziehungen stehen, zum Beispiel im eigenen Repository.',
    readOnly: 'Nur lesen: Die Sitzung selbst verweigert das Schreiben',
    save: 'Speichern',
    saveAndOpen: 'Speichern und öffnen',
    secretKept: 'bleibt, wie es ist',
    browse: 'Durchsuchen …',
    needed: '{field} wird gebraucht.',
  },
};
