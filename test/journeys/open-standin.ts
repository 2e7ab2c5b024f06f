import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Page } from '@playwright/test';
import type { Command } from '../standin/control.ts';
import { freePort } from '../support/process/free-port.ts';
import { environment, type Shell } from './shell.ts';

type Told = { readonly kind: string; readonly value: unknown };

/** The desktop shell's build on the stand-in, with what a test may do and see outside of the window. */
export type Standin = Shell & {
  readonly told: readonly Told[];
  send(command: Command): void;
};

export async function openStandin(home: string): Promise<Standin> {
  const port = await freePort();
  const child = fork('test/standin/run.ts', ['out/main/index.js'], {
    env: environment(home, { STANDIN_PORT: String(port) }),
    execArgv: [],
  });
  const told: Told[] = [];
  child.on('message', (message: Told) => told.push(message));
  const url = await firstWindow(child);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const pages = browser.contexts().flatMap((context) => context.pages());
  return {
    page: pageAt(pages, url),
    told,
    send: (command) => void child.send(command),
    async close() {
      const ended = once(child, 'exit');
      child.send({ kind: 'quit' });
      await ended;
      await browser.close();
    },
  };
}

async function firstWindow(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('message', ({ kind, value }: Told) => kind === 'loaded' && resolve(String(value)));
    child.on('exit', (code) =>
      reject(new Error(`The main process ended with ${code} before it opened a window.`)),
    );
  });
}

function pageAt(pages: readonly Page[], url: string): Page {
  const page = pages.find((one) => new URL(one.url()).origin === new URL(url).origin);
  if (page === undefined) throw new Error(`No window shows ${url}.`);
  return page;
}
