import type { workbench as english } from '../en/workbench.ts';
import type { Translated } from '../text.ts';

export const workbench: Translated<typeof english> = {
  palette: {
    title: 'Befehle und Tabellen',
    search: 'Befehle und Tabellen suchen',
    none: 'So heißt nichts',
  },
  keys: {
    title: 'Tastenkürzel',
    how: 'Ein Kürzel wählen und andere Tasten drücken. Entf nimmt sie weg, Esc lässt sie, wie sie sind.',
    search: 'Befehle suchen',
    reset: 'Alle zurücksetzen',
    change: 'Tasten ändern: {title}',
    press: 'Tasten drücken …',
    none: 'keine Tasten',
    lost: 'Diese Tasten hatte bisher: {title}',
  },
};
