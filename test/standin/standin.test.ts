import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { expect, test } from 'vitest';

/** Mains that fail in Electron; a stand-in that is kinder would prove nothing. */
const mains = [
  ['awaits-ready', 'an await of app.whenReady() at its top level hangs'],
  ['early-window', 'Cannot create BrowserWindow before app is ready'],
  ['node-in-window', 'only sandboxed, isolated windows without Node'],
  ['two-handlers', "Attempted to register a second handler for 'rows'"],
] as const;

test.each(mains)('the stand-in for Electron fails a main that does as %s', async (name, reason) => {
  const args = ['test/standin/run.ts', `test/standin/mains/${name}.ts`];
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, STANDIN_PATIENCE: '500' },
    timeout: 20_000,
  });
  expect(stderr).toContain(reason);
  expect(status).not.toBe(0);
});
