import { EventEmitter } from 'node:events';
import type { WebContents } from './web-contents.ts';

/** What a listener of `ipcMain` is told about who sent a message. */
export type SenderEvent = {
  readonly sender: WebContents;
  readonly senderFrame: { readonly url: string; readonly origin: string; readonly parent: null };
  readonly processId: number;
  readonly frameId: number;
  reply(channel: string, ...args: unknown[]): void;
};

type Handler = (event: SenderEvent, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  async invoke(channel: string, event: SenderEvent, args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }
}

export const ipcMain = new IpcMain();
