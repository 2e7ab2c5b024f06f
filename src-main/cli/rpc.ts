import { serveJsonLines } from './json-lines.ts';
import { terminalServices } from './services.ts';

/** Ends when its input does, after what is still running; or at once when nobody reads its output any more. */
export async function rpc(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    console.error(`referee rpc takes no options, but was given ${args.join(' ')}.`);
    return 2;
  }
  const services = terminalServices();
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  process.stdout.once('error', () => stopped.abort());
  try {
    await serveJsonLines({
      router: services.router,
      input: process.stdin,
      write: (line) => void process.stdout.write(line),
      stop: stopped.signal,
    });
  } finally {
    await services.connections.closeAll();
  }
  return 0;
}
