import process from 'node:process';
import { build } from './steps/build.mjs';
import { hasDisplay } from './steps/display.mjs';
import { findElectron } from './steps/electron.mjs';
import { install } from './steps/install.mjs';
import { main, say } from './steps/project.mjs';
import { run } from './steps/run.mjs';
import { serveWeb } from './steps/web.mjs';

/**
 * npm start [-- --web] [-- --open path]: installs and builds what is missing, then the desktop program, or the same as a
 * local web page; on the sample database unless another is named.
 */
main(async () => {
  const given = process.argv.slice(2).filter((arg) => arg !== '--web');
  const args = given.includes('--open') ? given : [...given, '--sample'];
  await install();
  await build();
  if (process.argv.includes('--web')) return serveWeb(args);
  const electron = await findUsableElectron();
  if (electron.path !== undefined) return run(electron.path, ['.', ...args], { shell: false });
  say(`Electron cannot run here: ${electron.missing}. Referee runs as a local web page instead.`);
  return serveWeb(args);
});

async function findUsableElectron() {
  if (!hasDisplay()) return { missing: 'there is no display' };
  if (process.platform === 'linux' && process.getuid() === 0)
    return { missing: 'its sandbox refuses to run as root' };
  return findElectron();
}
