import { createRouterClient } from '@orpc/server';
import { resultOf } from '../../contract/result-of.ts';
import { stoppable } from '../command.ts';
import { terminalServices } from '../services.ts';
import { type PlanOptions, readPlanOptions } from './options.ts';
import { planText } from './plan-text.ts';
import { readDelete, readUpdate } from './read-change.ts';
import { visible, visibleJson } from './visible.ts';

/**
 * `referee plan`: shows what changes would do and, asked to, does it. 0: can be done, or is done; 1: blocked, or it
 * failed; 2: called in a wrong way. Nothing is written without `--apply`.
 */
export function plan(args: readonly string[]): Promise<number> {
  return stoppable('plan', (signal) => run(readPlanOptions(args), signal));
}

async function run(options: PlanOptions, signal: AbortSignal): Promise<number> {
  const { router, connections } = terminalServices();
  const client = createRouterClient(router, { context: { client: 'terminal' } });
  try {
    const { connection, model } = await client.connections.open(
      {
        url: options.url,
        readOnly: !options.apply,
        ...(options.mode === null ? {} : { relationMode: options.mode }),
        ...(options.relationFile === null ? {} : { relationFile: options.relationFile }),
      },
      { signal },
    );
    const changes = options.changes.map(({ kind, text }) =>
      kind === 'delete' ? readDelete(text, model) : readUpdate(text, model),
    );
    const planning = client.changes.preview(
      { connection, changes, ...(options.limit === null ? {} : { limit: options.limit }) },
      { signal },
    );
    const plan = await resultOf(planning);
    const blocked = plan.blockers.length > 0;
    if (!options.json) console.log(planText(plan, options));
    if (blocked || !options.apply) {
      if (options.json) console.log(visibleJson(plan));
      return blocked ? 1 : 0;
    }
    const entry = await resultOf(client.changes.apply({ plan: plan.plan }, { signal }));
    console.log(options.json ? visibleJson(entry) : `\nDone: ${visible(entry.summary)}.`);
    for (const { message } of options.json ? [] : (entry.warnings ?? [])) console.log(visible(message));
    return 0;
  } finally {
    await connections.closeAll();
  }
}
