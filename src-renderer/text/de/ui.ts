import type { ui as english } from '../en/ui.ts';
import type { Translated } from '../text.ts';

export const ui: Translated<typeof english> = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  dismiss: 'Ausblenden',
  resize: 'Größe ändern',
  theme: { label: 'Farbschema: {name}', system: 'wie das System', light: 'hell', dark: 'dunkel' },
  language: 'Sprache',
};
