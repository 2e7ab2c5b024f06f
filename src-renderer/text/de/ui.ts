import type { ui as english } from '../en/ui.ts';
import type { Translated } from '../text.ts';

export const ui: Translated<typeof english> = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  resize: 'Größe ändern',
  dismiss: 'Meldung ausblenden',
  message: 'Meldung',
  messages: 'Meldungen',
  theme: { label: 'Farbschema: {name}', system: 'wie das System', light: 'hell', dark: 'dunkel' },
  language: 'Sprache: {name}',
};
