import { readFileSync, writeFileSync } from 'node:fs';

/** Bytes by which the memory of this process grew at its peak while `work` ran. */
export async function peakGrowth(work: () => Promise<void>): Promise<number> {
  globalThis.gc?.();
  resetPeak();
  const before = process.memoryUsage().rss;
  await work();
  return Math.max(0, peak() - before);
}

/** Linux remembers the peak and forgets it when told to; elsewhere it is that of the whole life of the process. */
function resetPeak(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

function peak(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return Number(kilobytes) * 1024;
}
