import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { App } from 'electron';
import { closeChromium } from './chromium.ts';
import { cancellableEvent } from './event.ts';
import { takeLock } from './instance-lock.ts';

type Used =
  | 'name'
  | 'isPackaged'
  | 'isReady'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getAppPath'
  | 'getLocale'
  | 'getPath'
  | 'setPath'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'setAppUserModelId'
  | 'setAboutPanelOptions'
  | 'quit'
  | 'exit';

const ready = Promise.withResolvers<void>();
let isReady = false;
const paths = new Map<string, string>();

class Application extends EventEmitter implements Pick<App, Used> {
  name = 'Electron';
  readonly isPackaged = false;
  isReady = () => isReady;
  whenReady = () => ready.promise;
  getName = () => this.name;
  getVersion = () => '0.0.0';
  getAppPath = () => process.cwd();
  getLocale = () => 'en-US';

  setName(name: string): void {
    this.name = name;
  }

  getPath(name: string): string {
    const known = paths.get(name);
    const path = known ?? (name === 'userData' ? newFolder() : join(this.getPath('userData'), name));
    paths.set(name, path);
    mkdirSync(path, { recursive: true });
    return path;
  }

  setPath(name: string, path: string): void {
    paths.set(name, path);
  }

  enableSandbox(): void {
    if (isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  requestSingleInstanceLock(): boolean {
    return takeLock(this.getPath('userData'));
  }

  setAppUserModelId(): void {}
  setAboutPanelOptions(): void {}

  quit(): void {
    const before = cancellableEvent();
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    const will = cancellableEvent();
    this.emit('will-quit', will);
    if (!will.defaultPrevented) this.exit(0);
  }

  exit(code = 0): void {
    this.emit('quit', {}, code);
    closeChromium().finally(() => process.exit(code));
  }
}

export const app = new Application();

/** Fires `ready`, as Electron does after the entry module. */
export async function start(): Promise<void> {
  isReady = true;
  ready.resolve();
  app.emit('ready', {}, {});
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'referee-standin-'));
}
