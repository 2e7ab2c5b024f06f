import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { asNobody } from './nobody.ts';

/**
 * Runs a server under a shell that holds a pipe to this process. When the pipe closes, on purpose or because this
 * process was killed, the shell stops the server and removes its folder.
 */
const watchdog = `
folder=$1; signal=$2; shift 2
exec 3<&0
"$@" </dev/null >&2 &
server=$!
echo $server >"$folder/server.pid"
{ cat <&3 >/dev/null; kill -s "$signal" $server; } 2>/dev/null &
wait $server
rm -rf "$folder"
`;

export type WatchedProcess = {
  /** What the server said last; null while it runs. */
  endedWith(): string | null;
  stop(): Promise<void>;
};

export type ServerCommand = {
  readonly folder: string;
  readonly command: readonly string[];
  /** Stops the server without waiting for its clients. */
  readonly signal: 'INT' | 'TERM';
};

export function startWatched({ folder, command, signal }: ServerCommand): WatchedProcess {
  const child = spawn('sh', ['-c', watchdog, 'watchdog', folder, signal, ...command], {
    ...asNobody,
    cwd: folder,
    // A session of its own, so that Ctrl-C in the terminal does not reach the server before the tests have ended.
    detached: true,
    env: { ...process.env, HOME: folder, TMPDIR: `${folder}/tmp` },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  child.stdin.on('error', () => {});
  return {
    endedWith: () => (child.exitCode === null && child.signalCode === null ? null : said.trim()),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
