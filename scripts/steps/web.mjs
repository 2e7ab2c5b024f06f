import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { hasDisplay } from './display.mjs';
import { ended, start } from './run.mjs';

/** Serves the web shell until it is stopped; its first line is its URL. */
export async function serveWeb(args) {
  const server = start('node', ['out/main/web.js', ...args], {
    stdio: ['inherit', 'pipe', 'inherit'],
    shell: false,
  });
  const end = ended(server);
  const lines = createInterface({ input: server.stdout });
  const [url] = await Promise.race([once(lines, 'line'), end.then(() => [null])]);
  if (url !== null) {
    console.log(`Referee is at ${url}  (Ctrl-C stops it)`);
    lines.on('line', (line) => console.log(line));
    if (hasDisplay() && process.stdout.isTTY) openBrowser(url);
  }
  return end;
}

function openBrowser(url) {
  const commands = { darwin: ['open'], win32: ['cmd', '/c', 'start', '""'] };
  const [command, ...args] = commands[process.platform] ?? ['xdg-open'];
  // The URL is printed above: where no browser can be opened, the user does it.
  spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
