import { resolve } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { dialects } from '../dialects/registry.ts';
import { createServices } from '../services/create-services.ts';
import { databaseFileUrl, namedDatabaseUrl } from '../services/find-dialect.ts';
import { findProjectFolders } from '../services/project-folders.ts';
import { refereeFolder } from '../storage/folder.ts';
import { type Conversation, converse } from './ipc.ts';
import { setMenu } from './menu.ts';
import { pageUrl, registerScheme, serveRenderer } from './protocol.ts';
import { createSystemSecrets } from './secrets.ts';
import { createWindow, denyPermissions } from './window.ts';

type Services = ReturnType<typeof createServices>;

const project = findProjectFolders(import.meta.dirname);
const folder = refereeFolder(process.env, process.platform);
const fileUrl = (path: string) => databaseFileUrl(dialects, path);
let current: { readonly window: BrowserWindow; readonly page: Conversation } | null = null;

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
  app.on('second-instance', (_event, args, workingFolder) => {
    openInPage(databaseNamedBy(args, workingFolder));
  });
  // macOS: a file that was dropped on the program's icon.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openInPage(fileUrl(resolve(path)));
  });
  app.on('activate', () => {
    if (current === null) void openWindow(services, null);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', () => void services.connections.closeAll());
  const named = databaseNamedBy(process.argv, process.cwd());
  const sample = named === null && process.argv.includes('--sample') ? await services.sampleUrl() : null;
  await openWindow(services, named ?? sample);
}

/** `open`: the URL of the database to begin with; null: none. */
async function openWindow(services: Services, open: string | null): Promise<void> {
  // In development the renderer comes from its own server, which reloads what was edited.
  const url = process.env.ELECTRON_RENDERER_URL ?? pageUrl;
  const window = await createWindow(folder, url);
  const page = converse(window, services, fileUrl);
  current = { window, page };
  window.on('closed', () => {
    current = null;
  });
  setMenu({
    onCommand: (command) => page.send({ kind: 'menu', command }),
    onOpenFile: async () => openInPage(await page.chooseDatabaseFile()),
  });
  await window.loadURL(open === null ? url : `${url}#open=${encodeURIComponent(open)}`);
}

function openInPage(url: string | null): void {
  if (current === null) return;
  if (current.window.isMinimized()) current.window.restore();
  current.window.focus();
  if (url !== null) current.page.send({ kind: 'open', url });
}

/** The first argument that is no switch, behind the program itself and, in development, its folder. */
function databaseNamedBy(args: readonly string[], workingFolder: string): string | null {
  const named = args.slice(app.isPackaged ? 1 : 2).find((arg) => !arg.startsWith('-'));
  return named === undefined ? null : namedDatabaseUrl(dialects, named, workingFolder);
}
