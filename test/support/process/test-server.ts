/** An empty database of its own; `close` removes it. */
export type FreshDatabase = { readonly url: string; close(): Promise<void> };

/**
 * What tests need of a database engine. One file per engine under `servers/`, named like the dialect's folder,
 * exports one as `server`.
 */
export type TestServer = {
  /** Called once per test run: sees to it that a server answers, and gives what to call at the end. */
  prepare(): Promise<() => Promise<void>>;
  fresh(): Promise<FreshDatabase>;
};
