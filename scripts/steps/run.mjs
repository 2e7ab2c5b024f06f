import { spawn } from 'node:child_process';
import process from 'node:process';
import { root, toolEnvironment } from './project.mjs';

const shell = process.platform === 'win32';

/** Starts a tool of the project in the project's folder. */
export function start(command, args, { env = {}, ...options } = {}) {
  return spawn(command, args, { cwd: root, env: toolEnvironment(env), stdio: 'inherit', shell, ...options });
}

/** Runs it to its end; resolves with the exit code. */
export function run(command, args, options) {
  const child = start(command, args, options);
  return ended(child);
}

/** Runs it to its end; resolves with the exit code and all it said, in the order in which it said it. */
export async function capture(command, args, options) {
  const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return { code: await ended(child), output };
}

/** Resolves with the exit code of a child, to which signals to this process are passed on. */
export function ended(child) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const pass = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  }).finally(() => {
    for (const signal of signals) process.off(signal, pass);
  });
}
