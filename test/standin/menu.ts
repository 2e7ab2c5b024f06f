import type { MenuItemConstructorOptions } from 'electron';
import { BrowserWindow } from './browser-window.ts';

type Template = readonly MenuItemConstructorOptions[];

export class Menu {
  static #application: Menu | null = null;
  readonly items: Template;

  constructor(items: Template = []) {
    this.items = items;
  }

  static buildFromTemplate = (template: Template): Menu => new Menu(template);
  static getApplicationMenu = (): Menu | null => Menu.#application;

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  popup(): void {}
}

/** Chooses an item of the application menu by its label or role. */
export function chooseMenuItem(label: string): void {
  const chosen = findItem(Menu.getApplicationMenu()?.items ?? [], label);
  if (chosen?.click === undefined) throw new Error(`The application menu has no ${label} to choose.`);
  // The program is given the stand-in's windows in place of Electron's.
  const click: (...args: unknown[]) => void = Object(chosen).click;
  click(chosen, BrowserWindow.getFocusedWindow() ?? undefined, {});
}

function findItem(items: Template, label: string): MenuItemConstructorOptions | undefined {
  for (const item of items) {
    if (item.label === label || item.role === label) return item;
    const inside = Array.isArray(item.submenu) ? findItem(item.submenu, label) : undefined;
    if (inside !== undefined) return inside;
  }
  return undefined;
}
