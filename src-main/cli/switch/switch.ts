import { createRouterClient, type RouterClient } from '@orpc/server';
import { resultOf } from '../../contract/result-of.ts';
import type { SwitchEvent } from '../../contract/results.ts';
import { AppError } from '../../model/error.ts';
import type { MigrationPlan } from '../../model/migration.ts';
import type { RelationModel } from '../../model/relation.ts';
import type { ServiceRouter } from '../../services/router.ts';
import { stoppable } from '../command.ts';
import { visible, visibleJson } from '../plan/visible.ts';
import { terminalServices } from '../services.ts';
import { readSwitchOptions, type SwitchOptions } from './options.ts';
import { interruptedText, switchText } from './switch-text.ts';
import { writeFiles } from './write-files.ts';

type Client = RouterClient<ServiceRouter>;
type Asked<Kind> = SwitchOptions & { readonly work: { readonly kind: Kind } };

/**
 * `referee switch`: shows what a switch of the relation mode would do and, asked to, does it, writes it down, or finishes one
 * that was interrupted. 0: can be done, or is done; 1: blocked, interrupted, or it failed; 2: called in a wrong way.
 */
export function switchMode(args: readonly string[]): Promise<number> {
  return stoppable('switch', (signal) => run(readSwitchOptions(args), signal));
}

async function run(options: SwitchOptions, signal: AbortSignal): Promise<number> {
  const { router, connections } = terminalServices();
  const client = createRouterClient(router, { context: { client: 'terminal' } });
  const writes = options.work.kind !== 'plan' || options.work.apply;
  try {
    const opened = await client.connections.open(
      {
        url: options.url,
        readOnly: !writes,
        ...(options.relationFile === null ? {} : { relationFile: options.relationFile }),
      },
      { signal },
    );
    const { connection } = opened;
    if (options.work.kind !== 'plan') {
      const { kind } = options.work;
      return await show(await client.mode[kind]({ connection }, { signal }), options);
    }
    if (opened.interrupted !== null) return await refuse(client, connection, options, signal);
    return await plan(client, connection, { ...options, work: options.work }, signal);
  } finally {
    await connections.closeAll();
  }
}

async function refuse(client: Client, connection: string, options: SwitchOptions, signal: AbortSignal) {
  const interrupted = await client.mode.interrupted({ connection }, { signal });
  if (options.json) console.log(visibleJson({ interrupted }));
  else if (interrupted !== null) console.log(interruptedText(interrupted));
  return 1;
}

async function plan(client: Client, connection: string, options: Asked<'plan'>, signal: AbortSignal) {
  const { to, decisions, apply, export: wanted } = options.work;
  const plan = await client.mode.preview({ connection, to, decisions }, { signal });
  refuseUnasked(decisions, plan);
  const blocked = plan.blockers.length > 0;
  if (!options.json) console.log(switchText(plan, decisions, options));
  if (!blocked && wanted !== null) {
    const exported = await client.mode.export({ plan: plan.plan, as: wanted.as }, { signal });
    const paths = await writeFiles(wanted.folder, exported);
    if (options.json) console.log(visibleJson({ plan, files: paths, notes: exported.notes }));
    else
      console.log(
        ['', ...paths.map((path) => `Written: ${path}`), ...exported.notes].map(visible).join('\n'),
      );
    return 0;
  }
  if (blocked || !apply) {
    if (options.json) console.log(visibleJson(plan));
    return blocked ? 1 : 0;
  }
  return show(await client.mode.apply({ plan: plan.plan }, { signal }), options);
}

/** What nobody asks for was meant for something else, which would now go its default way. */
function refuseUnasked(
  decisions: Readonly<Record<string, string>>,
  { decisions: asked }: MigrationPlan,
): void {
  const ids = asked.map(({ id }) => id);
  const unasked = Object.keys(decisions).find((id) => !ids.includes(id));
  if (unasked === undefined) return;
  const hint = ids.length === 0 ? 'There is none at all.' : `There are: ${ids.join(', ')}.`;
  throw new AppError('request.invalid', `This switch has no decision ${unasked}. Nothing was done.`, {
    hint,
  });
}

/** Says each step as it begins. */
async function show(
  events: AsyncIterator<SwitchEvent, RelationModel>,
  { json }: SwitchOptions,
): Promise<number> {
  const model = await resultOf(events, (event) => {
    if (!json) console.log(visible(eventText(event)));
  });
  console.log(json ? visibleJson(model) : `Done: the relation mode is ${model.mode}.`);
  return 0;
}

function eventText(event: SwitchEvent): string {
  if (event.kind === 'waiting') return `  Trying again (${event.attempt}): ${event.message}`;
  if (event.kind === 'note') return `  ${event.message}`;
  return `[${event.index + 1}/${event.of}] ${event.summary}`;
}
