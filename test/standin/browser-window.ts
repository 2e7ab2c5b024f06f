import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { app } from './application.ts';
import { windowContext } from './chromium.ts';
import { createCodec } from './codec.ts';
import { cancellableEvent } from './event.ts';
import { guardNavigation } from './navigation.ts';
import { grantPermissions } from './permissions.ts';
import { preloadWorld } from './preload-world.ts';
import { chromiumUrl } from './protocol.ts';
import { isGranted } from './session.ts';
import { tell } from './tell.ts';
import { WebContents } from './web-contents.ts';

const windows = new Set<BrowserWindow>();

/** A window is a page of a real Chromium. */
export class BrowserWindow extends EventEmitter {
  static getAllWindows = (): BrowserWindow[] => [...windows];
  static getFocusedWindow = (): BrowserWindow | null => [...windows].at(-1) ?? null;
  static fromWebContents = (contents: WebContents): BrowserWindow | null =>
    [...windows].find((window) => window.webContents === contents) ?? null;

  readonly webContents = new WebContents();
  readonly #page: Promise<Page>;
  #bounds: Rectangle;
  #title = '';
  #visible: boolean;
  #state: 'normal' | 'minimized' | 'maximized' | 'fullScreen' = 'normal';
  #destroyed = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const { nodeIntegration, contextIsolation, sandbox, webSecurity, preload } = options.webPreferences ?? {};
    if (nodeIntegration === true || [contextIsolation, sandbox, webSecurity].includes(false)) {
      throw new Error('The stand-in has only sandboxed, isolated windows without Node.');
    }
    const { x = 0, y = 0, width = 800, height = 600, show = true } = options;
    this.#bounds = { x, y, width, height };
    this.#visible = show;
    windows.add(this);
    this.#page = this.#open(preload);
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  async #open(preload: string | undefined): Promise<Page> {
    const page = await (await windowContext()).newPage();
    const contents = this.webContents;
    contents.attach(page);
    await page.setViewportSize({ width: this.#bounds.width, height: this.#bounds.height });
    await page.exposeBinding('__standinCall', (_source, kind: string, channel: string, args: string) =>
      contents.receive(kind, channel, args),
    );
    const source = preload === undefined ? '' : readFileSync(preload, 'utf8');
    await page.addInitScript(
      `(${preloadWorld})(function (require, module, exports, process) {${source}\n}, ${createCodec}, '${process.platform}')`,
    );
    await guardNavigation(page, contents);
    page.on('domcontentloaded', () => {
      contents.emit('dom-ready');
      this.emit('ready-to-show');
    });
    page.on('load', () => contents.emit('did-finish-load'));
    page.on('crash', () => contents.emit('render-process-gone', {}, { reason: 'crashed' }));
    page.on('close', () => this.#gone());
    return page;
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page;
    const where = await chromiumUrl(url);
    const { origin } = new URL(where);
    await grantPermissions(page.context(), origin, (permission) =>
      isGranted(this.webContents, permission, origin),
    );
    this.webContents.emit('did-start-loading');
    await page.goto(where);
    tell('loaded', where);
  }

  loadFile(path: string): Promise<void> {
    return this.loadURL(pathToFileURL(resolve(path)).href);
  }

  close(): void {
    const event = cancellableEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    void this.#page.then((page) => page.close());
    this.#gone();
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this);
    this.webContents.destroy();
    this.emit('closed');
    if (windows.size === 0 && !app.emit('window-all-closed')) app.quit();
  }

  isDestroyed = (): boolean => this.#destroyed;
  isVisible = (): boolean => this.#visible;
  isFocused = (): boolean => BrowserWindow.getFocusedWindow() === this;
  isMinimized = (): boolean => this.#state === 'minimized';
  isMaximized = (): boolean => this.#state === 'maximized';
  isFullScreen = (): boolean => this.#state === 'fullScreen';

  show(): void {
    this.#visible = true;
    this.emit('show');
  }

  hide(): void {
    this.#visible = false;
    this.emit('hide');
  }

  focus(): void {
    this.emit('focus');
  }

  minimize(): void {
    this.#state = 'minimized';
    this.emit('minimize');
  }

  maximize(): void {
    this.#state = 'maximized';
    this.emit('maximize');
  }

  restore(): void {
    this.#state = 'normal';
    this.emit('restore');
  }

  unmaximize(): void {
    this.#state = 'normal';
    this.emit('unmaximize');
  }

  setFullScreen(on: boolean): void {
    this.#state = on ? 'fullScreen' : 'normal';
  }

  getBounds = (): Rectangle => this.#bounds;
  getNormalBounds = (): Rectangle => this.#bounds;

  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    const { width, height } = this.#bounds;
    void this.#page.then((page) => page.setViewportSize({ width, height }));
    this.emit('resize');
  }

  getTitle = (): string => this.#title;

  setTitle(title: string): void {
    this.#title = title;
  }

  setBackgroundColor(): void {}
  setMenuBarVisibility(): void {}
}
