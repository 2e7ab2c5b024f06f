import { randomUUID } from 'node:crypto';
import { RPCHandler } from '@orpc/server/message-port';
import { type BrowserWindow, dialog } from 'electron';
import type { ProgramMessage } from '../contract/pipe.ts';
import type { createServices } from '../services/create-services.ts';
import { openPagePort, type PagePort } from './page-port.ts';

/** The window's talk with its page. */
export type Conversation = {
  send(message: ProgramMessage): void;
  /** A native dialog; null: nothing was chosen. */
  chooseDatabaseFile(): Promise<string | null>;
};

/**
 * Answers the page of a window. A page that is loaded anew is a new client: what the one before had opened is closed.
 * `fileUrl`: the connection URL of a database file.
 */
export function converse(
  window: BrowserWindow,
  services: ReturnType<typeof createServices>,
  fileUrl: (path: string) => string,
): Conversation {
  const { webContents } = window;
  const handler = new RPCHandler(services.router);
  let page: { readonly port: PagePort; readonly client: string } | null = null;

  async function chooseDatabaseFile(): Promise<string | null> {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      title: 'Open a database file',
      properties: ['openFile'],
      filters: [
        { name: 'Database files', extensions: ['db', 'sqlite', 'sqlite3', 'db3'] },
        { name: 'All files', extensions: ['*'] },
      ],
    });
    const [path] = filePaths;
    return canceled || path === undefined ? null : fileUrl(path);
  }

  function leavePage(): void {
    page?.port.close();
    if (page !== null) void services.connections.closeClient(page.client);
    page = null;
  }

  function enterPage(): void {
    leavePage();
    const client = randomUUID();
    const port = openPagePort(webContents, ({ request }) => {
      void chooseDatabaseFile().then((url) => port.send({ kind: 'databaseFileChosen', request, url }));
    });
    handler.upgrade(port.rpc, { context: { client } });
    page = { port, client };
  }

  enterPage();
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) enterPage();
  });
  webContents.on('render-process-gone', leavePage);
  webContents.once('destroyed', leavePage);

  return { send: (message) => page?.port.send(message), chooseDatabaseFile };
}
