import type { Codec } from './codec.ts';

type Listener = (event: unknown, ...args: unknown[]) => void;
type Preload = (
  require: (name: string) => unknown,
  module: { exports: object },
  exports: object,
  process: object,
) => void;

/**
 * Runs in a page before any of its scripts: the `electron` of a sandboxed preload, then the preload itself.
 * Stringified into the page, hence without imports. Unlike in Electron the preload shares the page's world.
 */
export function preloadWorld(preload: Preload, createCodec: () => Codec, platform: string): void {
  const bindingName = '__standinCall';
  const codec = createCodec();
  const page: Record<string, unknown> = Object(window);
  const call = page[bindingName];
  delete page[bindingName];
  if (window !== window.top || typeof call !== 'function') return;

  const listeners = new Map<string, Listener[]>();
  const listenersOf = (channel: string) => listeners.get(channel) ?? [];

  const ipcRenderer = {
    send(channel: string, ...args: unknown[]) {
      void call('send', channel, codec.encode(args));
    },
    async invoke(channel: string, ...args: unknown[]) {
      const [failure, value] = codec.decode(await call('invoke', channel, codec.encode(args)));
      if (failure !== null) throw new Error(`Error invoking remote method '${channel}': ${failure}`);
      return value;
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...listenersOf(channel), listener]);
      return ipcRenderer;
    },
    once(channel: string, listener: Listener) {
      const once: Listener = (...args) => {
        ipcRenderer.off(channel, once);
        listener(...args);
      };
      return ipcRenderer.on(channel, once);
    },
    off(channel: string, listener: Listener) {
      listeners.set(
        channel,
        listenersOf(channel).filter((one) => one !== listener),
      );
      return ipcRenderer;
    },
    addListener: (channel: string, listener: Listener) => ipcRenderer.on(channel, listener),
    removeListener: (channel: string, listener: Listener) => ipcRenderer.off(channel, listener),
    removeAllListeners(channel: string) {
      listeners.delete(channel);
      return ipcRenderer;
    },
  };

  // Functions become proxies, all else is copied, and nothing that has crossed can be changed.
  const cross = (value: unknown): unknown => {
    if (typeof value === 'function') {
      return Object.freeze((...args: unknown[]) => {
        const result: unknown = value(...args.map(cross));
        return result instanceof Promise ? result.then(cross) : cross(result);
      });
    }
    if (Array.isArray(value)) return Object.freeze(value.map(cross));
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cross(one)])));
    }
    return structuredClone(value);
  };

  const contextBridge = {
    exposeInMainWorld(name: string, api: unknown) {
      if (name in window) throw new Error(`Cannot bind an API on top of an existing property: ${name}`);
      Object.defineProperty(window, name, { value: cross(api), enumerable: true });
    },
  };

  Object.defineProperty(window, '__standinDeliver', {
    value: (channel: string, args: string) => {
      for (const listener of listenersOf(channel)) listener({ sender: ipcRenderer }, ...codec.decode(args));
    },
  });

  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer') return { ipcRenderer, contextBridge };
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  preload(require, module, module.exports, { platform, type: 'renderer', versions: {}, env: {} });
}
