import { parseArgs } from 'node:util';
import { engine as engineOf } from '../support/engines.ts';
import { findServer } from '../support/find-servers.ts';
import { ways } from './engine-words.ts';
import { measureDowntime } from './measure.ts';

/**
 * `npm run downtime -- --engine postgresql --rows 1000000`: how long sessions that read and write all the time wait at most
 * while a foreign key is added to their tables.
 */
const { values } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true, default: Object.keys(ways) },
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
  },
});
for (const id of values.engine) {
  const stop = await (await findServer(id)).prepare();
  try {
    for (const [name, decisions] of Object.entries(ways[id] ?? {})) {
      for (let round = 0; round < Number(values.rounds); round += 1) {
        const { switchMs, writes, reads, failed } = await measureDowntime(
          engineOf(id),
          Number(values.rows),
          decisions,
        );
        const of = (what: string, { count, longestMs }: typeof writes) =>
          `${count} ${what}, the longest ${longestMs.toFixed(0)} ms`;
        console.log(
          `${id}, ${name}: switched in ${switchMs.toFixed(0)} ms; ${of('writes', writes)}; ${of('reads', reads)}; ${failed.length} failed`,
        );
      }
    }
  } finally {
    await stop();
  }
}
