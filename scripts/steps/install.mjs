import process from 'node:process';
import { Stop, say } from './project.mjs';
import { capture } from './run.mjs';
import { digest, isStamped, stamp } from './stamp.mjs';

const stampFile = 'node_modules/.referee-installed';

/** Brings node_modules to what package-lock.json says; does nothing where they are so already. */
export async function install() {
  const wanted = digest('package.json', 'package-lock.json', '.npmrc', 'tools/toolchain/package.json');
  if (isStamped(stampFile, wanted)) return;
  say('Installing packages …');
  // Not `npm ci`: it removes what may be running, and fails where a registry lacks binaries for other systems.
  const { code, output } = await npm('install', '--no-save', '--no-progress');
  if (code !== 0) throw new Stop(`${output}\nThe packages cannot be installed, see above.`);
  await requireNode();
  stamp(stampFile, wanted);
}

/** The very npm that runs this script, where one does. */
function npm(...args) {
  const script = process.env.npm_execpath;
  if (script === undefined) return capture('npm', args, { shell: process.platform === 'win32' });
  return capture(process.execPath, [script, ...args], { shell: false });
}

async function requireNode() {
  const { output } = await capture('node', ['--version']);
  const major = Number(/^v(\d+)/.exec(output)?.[1] ?? 0);
  if (major >= 24) return;
  throw new Stop(
    `Referee needs Node 24 or newer, and this is ${output.trim()}: get it from https://nodejs.org.`,
  );
}
