import { dialects } from '../dialects/registry.ts';
import { createServices } from '../services/create-services.ts';
import { findProjectFolders } from '../services/project-folders.ts';
import { refereeFolder } from '../storage/folder.ts';
import { createSessionSecrets } from '../storage/secrets.ts';

/** Everything behind the contract, as a command in a terminal has it: secrets are kept no longer than it runs. */
export function terminalServices() {
  return createServices({
    dialects,
    folder: refereeFolder(process.env, process.platform),
    secrets: createSessionSecrets(),
    sampleDatabase: findProjectFolders(import.meta.dirname).sampleDatabase,
  });
}
