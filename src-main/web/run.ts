import { parseArgs } from 'node:util';
import { dialects } from '../dialects/registry.ts';
import { createServices } from '../services/create-services.ts';
import { namedDatabaseUrl } from '../services/find-dialect.ts';
import { findProjectFolders } from '../services/project-folders.ts';
import { refereeFolder } from '../storage/folder.ts';
import { createSessionSecrets } from '../storage/secrets.ts';
import { startWebServer } from './server.ts';

export const webUsage = 'web [--port <port>] [--open <path or URL> | --sample]';

/** Serves until it is told to end. The first line of its output is the address to open. */
export async function runWeb(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\nUsage: ${webUsage}`);
    return 2;
  }
  const project = findProjectFolders(import.meta.dirname);
  const services = createServices({
    dialects,
    folder: refereeFolder(process.env, process.platform),
    secrets: createSessionSecrets(),
    sampleDatabase: project.sampleDatabase,
  });
  const server = await startWebServer({ services, rendererFolder: project.renderer, port: options.port });
  const sample = options.sample ? await services.sampleUrl() : null;
  const first = options.open === null ? sample : namedDatabaseUrl(dialects, options.open);
  const open = first === null ? '' : `&open=${encodeURIComponent(first)}`;
  console.log(`http://127.0.0.1:${server.port}/#token=${server.token}${open}`);
  console.error('Passwords of saved connections are kept in memory alone: they are gone when this ends.');

  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  await server.close();
  return 0;
}

/** A text: what is wrong with them. */
function readOptions(
  args: readonly string[],
): { readonly port: number; readonly open: string | null; readonly sample: boolean } | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '0' },
        open: { type: 'string' },
        sample: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535) return `"${values.port}" is no port.`;
    return { port, open: values.open ?? null, sample: values.sample };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
