import { type ClientContext, createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink as PipeLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../src-main/contract/contract.ts';
import type { MenuCommand, Pipe, PipeMessage, ProgramMessage } from '../src-main/contract/pipe.ts';
import { type ErrorCode, errorCodes } from '../src-main/model/error.ts';

declare global {
  interface Window {
    /** Only in the desktop program. */
    readonly referee?: Pipe;
  }
}

export type Client = ContractRouterClient<Contract>;

/** A failure of a request, as a screen shows it. */
export type Problem = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  readonly data: unknown;
};

const pipe = window.referee ?? null;
const opening = readAddress();
let isLost = false;

/** All of the program's API: see the contract. The second parameter of a method takes an AbortSignal. */
export const client: Client = createORPCClient(pipe === null ? webSocketLink() : pipeLink(pipe));

/** The connection URL that the program was started with; null: none. */
export const openFirst: string | null = opening.open;

/** Shows a native dialog; gives a connection URL, null where none was chosen. null: there are no native dialogs here. */
export const chooseDatabaseFile: (() => Promise<string | null>) | null =
  pipe === null ? null : () => chooseThrough(pipe);

/** Calls back with each command of the application's menu; never where there is none. */
export function onMenu(listener: (command: MenuCommand) => void): void {
  pipe?.onMessage((message) => {
    if (isProgramMessage(message) && message.kind === 'menu') listener(message.command);
  });
}

/** Calls back with each connection URL that the program is asked to open while it runs. */
export function onOpen(listener: (url: string) => void): void {
  pipe?.onMessage((message) => {
    if (isProgramMessage(message) && message.kind === 'open') listener(message.url);
  });
}

/** Any failure of a request, as an object to show. `signal`: the request's own, which tells that it was cancelled. */
export function toProblem(error: unknown, signal?: AbortSignal): Problem {
  if (signal?.aborted) return problem('cancelled', 'The request was cancelled.');
  if (error instanceof ORPCError) {
    const code = errorCodes.find((known) => known === error.code) ?? 'internal';
    const { hint = null, data = null } = isRecord(error.data) ? error.data : {};
    return { ...problem(code, error.message, typeof hint === 'string' ? hint : null), data };
  }
  if (isLost) {
    const hint = 'Start it again and open the address that it prints.';
    return problem('connection.lost', 'The program behind this page has ended, or refused this page.', hint);
  }
  const isAbort = error instanceof Error && error.name === 'AbortError';
  if (isAbort) return problem('cancelled', 'The request was cancelled.');
  return problem('internal', error instanceof Error ? error.message : String(error));
}

function problem(code: ErrorCode, message: string, hint: string | null = null): Problem {
  return { code, message, hint, data: null };
}

function webSocketLink(): WebSocketLink<ClientContext> {
  const websocket = new WebSocket(`ws://${location.host}/rpc`, ['referee', opening.token]);
  websocket.addEventListener('close', () => {
    isLost = true;
  });
  return new WebSocketLink({ websocket });
}

function pipeLink(port: Pipe): PipeLink<ClientContext> {
  return new PipeLink({
    port: {
      postMessage: (message: string | Uint8Array) => port.postMessage(message),
      onMessage: {
        addListener: (listener) =>
          port.onMessage((message) => {
            if (!isProgramMessage(message)) listener(message);
          }),
      },
      // The page goes with its program.
      onDisconnect: { addListener() {} },
    },
  });
}

/** The token leaves the address bar at once, so that it is in no history and no screenshot; a reload still finds it. */
function readAddress(): { readonly token: string; readonly open: string | null } {
  const address = new URLSearchParams(location.hash.slice(1));
  const given = address.get('token');
  if (given !== null) sessionStorage.setItem('referee.token', given);
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search);
  // A subprotocol may not be empty; the server refuses this one as it refuses any other wrong token.
  return { token: given ?? sessionStorage.getItem('referee.token') ?? 'none', open: address.get('open') };
}

let requests = 0;

function chooseThrough(port: Pipe): Promise<string | null> {
  requests += 1;
  const request = requests;
  return new Promise((resolve) => {
    port.onMessage((message) => {
      const answers = isProgramMessage(message) && message.kind === 'databaseFileChosen';
      if (answers && message.request === request) resolve(message.url);
    });
    port.postMessage({ kind: 'chooseDatabaseFile', request });
  });
}

function isProgramMessage(message: PipeMessage): message is ProgramMessage {
  return isRecord(message) && 'kind' in message;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
