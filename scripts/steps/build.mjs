import { Stop, say } from './project.mjs';
import { capture } from './run.mjs';
import { digest, isStamped, stamp } from './stamp.mjs';

const stampFile = 'out/.referee-built';

/** Builds all three shells and the renderer into out/; does nothing where they are up to date. */
export async function build() {
  const sources = ['src-main', 'src-renderer', 'electron.vite.config.ts', 'package-lock.json'];
  const wanted = digest(...sources);
  if (isStamped(stampFile, wanted)) return;
  say('Building …');
  const { code, output } = await capture('electron-vite', ['build', '--logLevel', 'warn']);
  if (code !== 0) throw new Stop(`${output}\nThe build failed, see above.`);
  stamp(stampFile, wanted);
}
