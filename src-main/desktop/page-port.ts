import { EventEmitter } from 'node:events';
import { type IpcMainEvent, ipcMain, type WebContents } from 'electron';
import type { PageMessage, PipeMessage, ProgramMessage } from '../contract/pipe.ts';
import { channel } from './channel.ts';

/** The program's end of the pipe to one page, until the page is gone or loaded anew. */
export type PagePort = {
  /** As oRPC wants it: the contract's messages alone. */
  readonly rpc: {
    on(event: string, listener: (message?: { data: unknown }) => void): void;
    postMessage(message: unknown): void;
  };
  send(message: ProgramMessage): void;
  close(): void;
};

/** `onRequest`: what the page asks of the shell rather than of the core. */
export function openPagePort(contents: WebContents, onRequest: (message: PageMessage) => void): PagePort {
  const events = new EventEmitter();
  const post = (message: unknown) => {
    if (!contents.isDestroyed()) contents.send(channel, message);
  };
  const receive = (event: IpcMainEvent, message: PipeMessage) => {
    // A frame inside the page is not the page.
    if (event.sender.id !== contents.id || event.senderFrame !== contents.mainFrame) return;
    if (typeof message === 'string' || message instanceof Uint8Array)
      events.emit('message', { data: message });
    else if (isPageMessage(message)) onRequest(message);
  };
  ipcMain.on(channel, receive);

  return {
    rpc: {
      on: (event, listener) => void events.on(event, listener),
      postMessage: post,
    },
    send: post,
    close() {
      ipcMain.off(channel, receive);
      events.emit('close');
    },
  };
}

function isPageMessage(message: unknown): message is PageMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    message.kind === 'chooseDatabaseFile' &&
    'request' in message &&
    typeof message.request === 'number'
  );
}
