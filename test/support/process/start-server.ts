import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { createPrivateFolder } from './private-folder.ts';
import { type ServerCommand, startWatched, type WatchedProcess } from './watched-process.ts';

export type ServerRecipe = {
  readonly engine: string;
  /** Prepares the folder and gives the command that serves from it on the port. */
  command(folder: string, port: number): Promise<Omit<ServerCommand, 'folder'>>;
  url(port: number): string;
  /** Rejects while the server does not answer. */
  ping(url: string): Promise<unknown>;
};

export type RunningServer = { readonly url: string; stop(): Promise<void> };

const patience = 30_000;
const attempts = 3;

/** A free port may be taken by another program before the server binds it, hence the attempts. */
export async function startServer(recipe: ServerRecipe): Promise<RunningServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const folder = createPrivateFolder(recipe.engine);
    const server = startWatched({ folder, ...(await commandOf(recipe, folder, port)) });
    const url = recipe.url(port);
    const failure = await answers(server, () => recipe.ping(url));
    if (failure === null) return { url, stop: server.stop };
    await server.stop();
    if (attempt === attempts)
      throw new Error(`The private ${recipe.engine} server does not start: ${failure}`);
  }
}

async function commandOf(recipe: ServerRecipe, folder: string, port: number) {
  try {
    return await recipe.command(folder, port);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** null: it does; else what it said. */
async function answers(server: WatchedProcess, ping: () => Promise<unknown>): Promise<string | null> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      await ping();
      return null;
    } catch (error) {
      const said = server.endedWith();
      if (said !== null) return said;
      if (Date.now() > end) return String(error);
    }
    await sleep(25);
  }
}
