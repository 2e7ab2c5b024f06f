import { dialects } from '../dialects/registry.ts';
import { createServices } from '../services/create-services.ts';
import { findProjectFolders } from '../services/project-folders.ts';
import { refereeFolder } from '../storage/folder.ts';
import { createSessionSecrets } from '../storage/secrets.ts';
import { serveJsonLines } from './json-lines.ts';

/** Ends when its input does, after what is still running; or at once when nobody reads its output any more. */
export async function rpc(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    console.error(`referee rpc takes no options, but was given ${args.join(' ')}.`);
    return 2;
  }
  const services = createServices({
    dialects,
    folder: refereeFolder(process.env, process.platform),
    secrets: createSessionSecrets(),
    sampleDatabase: findProjectFolders(import.meta.dirname).sampleDatabase,
  });
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  process.stdout.once('error', () => stopped.abort());
  try {
    await serveJsonLines({
      router: services.router,
      input: process.stdin,
      write: (line) => void process.stdout.write(line),
      stop: stopped.signal,
    });
  } finally {
    await services.connections.closeAll();
  }
  return 0;
}
