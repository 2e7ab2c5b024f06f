import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../contract/pipe.ts';

/** `onCommand` is called for what the page does itself. */
export function setMenu(actions: {
  readonly onCommand: (command: MenuCommand) => void;
  readonly onOpenFile: () => void;
}): void {
  const { onCommand, onOpenFile } = actions;
  const command = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => onCommand(name),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const isMac = process.platform === 'darwin';

  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        command('New Connection…', 'newConnection', 'CmdOrCtrl+N'),
        { label: 'Open Database File…', accelerator: 'CmdOrCtrl+O', click: onOpenFile },
        command('Open Sample Database', 'openSample'),
        { type: 'separator' },
        command('Close Connection', 'closeConnection', 'CmdOrCtrl+Shift+W'),
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        command('Reload Database Structure', 'reload', 'F5'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        { type: 'separator' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
