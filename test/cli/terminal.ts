import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url));

export type Reply = {
  readonly id: string | number | null;
  readonly result?: unknown;
  readonly event?: unknown;
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string | null };
};

/** Runs the terminal program to its end, with its files in `folder`. */
export async function runReferee(args: readonly string[], folder = '') {
  const { child, ended } = start(args, folder);
  let output = '';
  let errors = '';
  child.stdout.on('data', (part) => {
    output += part;
  });
  child.stderr.on('data', (part) => {
    errors += part;
  });
  child.stdin.end();
  return { code: await ended, output, errors };
}

/** `referee rpc` with a folder of its own, talked to line by line. */
export function startRpc(folder: string) {
  const { child, ended } = start(['rpc'], folder);
  const replies: Reply[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    replies.push(JSON.parse(line));
    for (const wake of waiting) wake();
  });

  /** The first reply, already there or yet to come, of which the question is true. */
  async function reply(wanted: (reply: Reply) => boolean): Promise<Reply> {
    for (;;) {
      const found = replies.find(wanted);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          resolve();
        };
        waiting.add(wake);
      });
    }
  }

  return {
    child,
    replies,
    reply,
    write: (line: string) => child.stdin.write(`${line}\n`),
    /** The final answer to a request. */
    ask(id: string | number, method: string, params?: unknown): Promise<Reply> {
      child.stdin.write(`${JSON.stringify({ id, method, params })}\n`);
      return reply((candidate) => candidate.id === id && candidate.event === undefined);
    },
    end: () => child.stdin.end(),
    ended,
  };
}

function start(args: readonly string[], folder: string) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, REFEREE_HOME: folder },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, ended };
}
