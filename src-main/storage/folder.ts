import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where Referee keeps its files: REFEREE_HOME, else the platform's folder for configuration. */
export function refereeFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const chosen = environment.REFEREE_HOME;
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  const home = homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Referee');
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Referee');
  const config = environment.XDG_CONFIG_HOME;
  return join(config === undefined || config === '' ? join(home, '.config') : config, 'referee');
}
