import { EventEmitter } from 'node:events';
import type { Page } from '@playwright/test';
import type { WindowOpenHandlerResponse } from 'electron';
import { createCodec } from './codec.ts';
import { ipcMain, type SenderEvent } from './ipc-main.ts';
import { electronUrl } from './protocol.ts';
import { session } from './session.ts';

export type OpenHandler = (details: { url: string }) => WindowOpenHandlerResponse;

const codec = createCodec();
let created = 0;

export class WebContents extends EventEmitter {
  readonly id = ++created;
  readonly session = session.defaultSession;
  /** One object for as long as there is the window: a program may compare it with the sender of a message. */
  readonly mainFrame = createFrame(() => this.getURL());
  openHandler: OpenHandler | null = null;
  #page: Page | null = null;
  #destroyed = false;
  #waiting: [channel: string, args: string][] = [];
  #delivering = false;

  attach(page: Page): void {
    this.#page = page;
  }

  /** Messages arrive in the order in which they are sent; what waits goes together. */
  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    this.#waiting.push([channel, codec.encode(args)]);
    if (!this.#delivering) void this.#deliver();
  }

  async #deliver(): Promise<void> {
    this.#delivering = true;
    while (this.#waiting.length > 0 && this.#page !== null) {
      const messages = this.#waiting.splice(0);
      await this.#page.evaluate(deliverInPage, messages).catch(() => {});
    }
    this.#delivering = false;
  }

  /** A message from the page; what an `invoke` gives back is a failure's text or null, and the result. */
  async receive(kind: string, channel: string, text: string): Promise<string> {
    const args = codec.decode(text);
    if (kind === 'send') {
      ipcMain.emit(channel, this.#event(), ...args);
      return '';
    }
    try {
      return codec.encode([null, await ipcMain.invoke(channel, this.#event(), args)]);
    } catch (error) {
      return codec.encode([String(error), null]);
    }
  }

  #event(): SenderEvent {
    const reply = (channel: string, ...args: unknown[]) => this.send(channel, ...args);
    return { sender: this, senderFrame: this.mainFrame, processId: this.id, frameId: 1, reply };
  }

  getURL(): string {
    return this.#page === null ? '' : electronUrl(this.#page.url());
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    this.#destroyed = true;
    this.emit('destroyed');
  }

  reload(): void {
    void this.#page?.reload();
  }

  openDevTools(): void {}
  toggleDevTools(): void {}
}

function createFrame(url: () => string): SenderEvent['senderFrame'] {
  return {
    get url() {
      return url();
    },
    get origin() {
      const { protocol, host } = new URL(url() || 'about:blank');
      return `${protocol}//${host}`;
    },
    parent: null,
  };
}

function deliverInPage(messages: [string, string][]): void {
  const page: Record<string, unknown> = Object(window);
  const deliver = page.__standinDeliver;
  if (typeof deliver !== 'function') return;
  for (const [channel, args] of messages) deliver(channel, args);
}
