/**
 * The pipe between the desktop program and its page: all that the page gets. Texts and bytes are the contract's
 * messages; objects are the few things that are not requests to the core.
 */
export type Pipe = {
  postMessage(message: PipeMessage): void;
  onMessage(listener: (message: PipeMessage) => void): void;
};

export type PipeMessage = string | Uint8Array | PageMessage | ProgramMessage;

/** The page asks for a native file dialog. */
export type PageMessage = { readonly kind: 'chooseDatabaseFile'; readonly request: number };

export type ProgramMessage =
  /** The answer to `chooseDatabaseFile`: a connection URL; null: none was chosen. */
  | { readonly kind: 'databaseFileChosen'; readonly request: number; readonly url: string | null }
  /** A command of the application menu. */
  | { readonly kind: 'menu'; readonly command: MenuCommand }
  /** A database that the program was asked to open: a connection URL. */
  | { readonly kind: 'open'; readonly url: string };

export type MenuCommand = 'newConnection' | 'openSample' | 'reload' | 'closeConnection';
