import { join } from 'node:path';
import { BrowserWindow, dialog, type Session, session, shell } from 'electron';
import { readWindowState, rememberWindowState } from './window-state.ts';

/** The window, hidden until its page can be shown. `url`: the page to load. */
export async function createWindow(folder: string, url: string): Promise<BrowserWindow> {
  const state = await readWindowState(folder);
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Referee',
    backgroundColor: '#16181d',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state.maximized) window.maximize();
  rememberWindowState(window, folder);
  denyNavigation(window, url);
  window.once('ready-to-show', () => window.show());
  return window;
}

/** The page needs none of them: no camera, no notification, no file system. */
export function denyPermissions(ofSession: Session = session.defaultSession): void {
  ofSession.setPermissionRequestHandler((_contents, permission, answer) => answer(isHarmless(permission)));
  ofSession.setPermissionCheckHandler((_contents, permission) => isHarmless(permission));
}

/** Copying cells writes to the clipboard; a browser asks for no permission for that, either. */
function isHarmless(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

function denyNavigation(window: BrowserWindow, url: string): void {
  const { webContents } = window;
  webContents.on('will-navigate', (event) => {
    if (event.url.split('#', 1)[0] !== url) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.setWindowOpenHandler(({ url: wanted }) => {
    void openOutside(window, wanted);
    return { action: 'deny' };
  });
}

/** A link leaves the program only when its user has seen where it leads. */
async function openOutside(window: BrowserWindow, url: string): Promise<void> {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') return;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'Open this address in your browser?',
    detail: url,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  if (response === 0) await shell.openExternal(url);
}
