import { parseArgs } from 'node:util';
import { dialects } from '../dialects/registry.ts';
import { createServices } from '../services/create-services.ts';
import { namedDatabaseUrl } from '../services/find-dialect.ts';
import { findProjectFolders } from '../services/project-folders.ts';
import { refereeFolder } from '../storage/folder.ts';
import { createSessionSecrets } from '../storage/secrets.ts';
import { startWebServer } from './server.ts';

/** Serves until it is told to end. The first line of its output is the address to open. */
export async function runWeb(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { port: { type: 'string', default: '0' }, open: { type: 'string' } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port must be a port, not ${values.port}.`);
  const project = findProjectFolders(import.meta.dirname);
  const services = createServices({
    dialects,
    folder: refereeFolder(process.env, process.platform),
    secrets: createSessionSecrets(),
    sampleDatabase: project.sampleDatabase,
  });
  const server = await startWebServer({ services, rendererFolder: project.renderer, port });
  const open =
    values.open === undefined ? '' : `&open=${encodeURIComponent(namedDatabaseUrl(dialects, values.open))}`;
  console.log(`http://127.0.0.1:${server.port}/#token=${server.token}${open}`);
  console.error('Passwords of saved connections are kept in memory alone: they are gone when this ends.');

  const end = () => void server.close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
