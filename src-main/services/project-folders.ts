import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the program's own files are, run from its sources, built, or packed: beside its package.json. */
export type ProjectFolders = {
  /** The built renderer. */
  readonly renderer: string;
  readonly sampleDatabase: string;
};

/** `from`: any folder of the program, such as that of the running module. */
export function findProjectFolders(from: string): ProjectFolders {
  if (!existsSync(join(from, 'package.json'))) {
    const parent = dirname(from);
    if (parent === from) throw new Error('The folder of the program is not to be found.');
    return findProjectFolders(parent);
  }
  return { renderer: join(from, 'out', 'renderer'), sampleDatabase: join(from, 'resources', 'sample.db') };
}
