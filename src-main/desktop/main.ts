import { app, type BrowserWindow } from 'electron';
import { dialects } from '../dialects/registry.ts';
import { createServices } from '../services/create-services.ts';
import { databaseFileUrl, namedDatabaseUrl } from '../services/find-dialect.ts';
import { findProjectFolders } from '../services/project-folders.ts';
import { refereeFolder } from '../storage/folder.ts';
import { converse } from './ipc.ts';
import { setMenu } from './menu.ts';
import { pageUrl, registerScheme, serveRenderer } from './protocol.ts';
import { createSystemSecrets } from './secrets.ts';
import { createWindow, denyPermissions } from './window.ts';

const project = findProjectFolders(import.meta.dirname);
const folder = refereeFolder(process.env, process.platform);
let current: BrowserWindow | null = null;

registerScheme();
if (!app.requestSingleInstanceLock()) app.quit();
// Never awaited here: the app becomes ready only when this module has been evaluated.
else void app.whenReady().then(start);

async function start(): Promise<void> {
  denyPermissions();
  serveRenderer(project.renderer);
  const services = createServices({
    dialects,
    folder,
    secrets: createSystemSecrets(folder),
    sampleDatabase: project.sampleDatabase,
  });
  await openWindow(services);

  app.on('second-instance', () => {
    if (current?.isMinimized()) current.restore();
    current?.focus();
  });
  app.on('activate', () => {
    if (current === null) void openWindow(services);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', () => void services.connections.closeAll());
}

async function openWindow(services: ReturnType<typeof createServices>): Promise<void> {
  // In development the renderer comes from its own server, which reloads what was edited.
  const url = process.env.ELECTRON_RENDERER_URL ?? pageUrl;
  const window = await createWindow(folder, url);
  current = window;
  window.on('closed', () => {
    current = null;
  });
  const page = converse(window, services, (path) => databaseFileUrl(dialects, path));
  setMenu({
    onCommand: (command) => page.send({ kind: 'menu', command }),
    onOpenFile: async () => {
      const chosen = await page.chooseDatabaseFile();
      if (chosen !== null) page.send({ kind: 'open', url: chosen });
    },
  });
  await window.loadURL(withDatabaseToOpen(url));
}

/** What is named on the command line goes to the page as in the web shell: behind the address. */
function withDatabaseToOpen(url: string): string {
  const named = process.argv.slice(app.isPackaged ? 1 : 2).find((arg) => !arg.startsWith('-'));
  return named === undefined ? url : `${url}#open=${encodeURIComponent(namedDatabaseUrl(dialects, named))}`;
}
