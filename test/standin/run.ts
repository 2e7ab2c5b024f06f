/**
 * node test/standin/run.ts out/main/index.js: runs a main process of Electron's with the stand-in of its module.
 * As in Electron, `ready` comes only once the entry module has been evaluated.
 */
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const standin = new URL('./electron.ts', import.meta.url).href;
const patience = Number(process.env.STANDIN_PATIENCE ?? 10_000);

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main'
      ? { url: standin, shortCircuit: true }
      : next(specifier, context),
});

// The arguments as Electron has them: program, entry, what the user gave.
process.argv.splice(1, 1);
const [, entry = 'out/main/index.js'] = process.argv;
const { start } = await import('./application.ts');
await import('./control.ts');
const stuck = setTimeout(() => {
  console.error(
    'The entry module is not evaluated to its end: an await of app.whenReady() at its top level hangs.',
  );
  process.exit(70);
}, patience);
await import(pathToFileURL(resolve(entry)).href);
clearTimeout(stuck);
await start();
