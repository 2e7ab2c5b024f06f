import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { FaultArena } from './arena.ts';
import type { KilledApply } from './killed-apply.ts';
import type { KilledSwitch } from './killed-switch.ts';
import type { SwitchArena } from './switch-arena.ts';

const killedApply = fileURLToPath(new URL('./killed-apply.ts', import.meta.url));
const killedSwitch = fileURLToPath(new URL('./killed-switch.ts', import.meta.url));

type Killed = { readonly steps: readonly string[] | null };

/** Applies the change of the arena in a process that kills itself at a step. `steps`: what it did; null: it was killed. */
export function runKilled(arena: FaultArena, at: number): Promise<Killed> {
  const { connection, folder, asked } = arena;
  const given: KilledApply = {
    dialect: connection.dialect.info.id,
    settings: connection.settings,
    relationFilePath: connection.relationFilePath,
    journal: join(folder, 'journal.db'),
    changes: asked,
    at,
  };
  return run(killedApply, given);
}

/** The same with the mode switch of its arena. */
export function runKilledSwitch(arena: SwitchArena, at: number): Promise<Killed> {
  const { connection, history, to, decisions } = arena;
  const given: KilledSwitch = {
    dialect: connection.dialect.info.id,
    settings: connection.settings,
    relationFilePath: connection.relationFilePath,
    history,
    to,
    decisions,
    at,
  };
  return run(killedSwitch, given);
}

async function run(program: string, given: object): Promise<Killed> {
  const child = spawn(process.execPath, [program, JSON.stringify(given)], {
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'referee-compile-cache') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (part) => {
    output += part;
  });
  child.stderr.on('data', (part) => {
    errors += part;
  });
  const signal = await new Promise<string | null>((resolve) => child.on('close', (_, by) => resolve(by)));
  if (signal === 'SIGKILL') return { steps: null };
  if (output === '') throw new Error(`The apply failed by itself: ${errors}`);
  return { steps: JSON.parse(output) };
}
