import { findServers } from './find-servers.ts';
import { sweepPrivateFolders } from './process/private-folder.ts';

/** Starts all database servers at once; for Vitest and for Playwright, which both call what it returns at the end. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  sweepPrivateFolders();
  const started = await Promise.allSettled((await findServers()).map((server) => server.prepare()));
  const stop = async () => {
    await Promise.all(started.map((one) => (one.status === 'fulfilled' ? one.value() : undefined)));
  };
  const failures = started.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failures.length === 0) return stop;
  await stop();
  throw new AggregateError(failures, failures.map((failure) => failure.message).join('\n'));
}
