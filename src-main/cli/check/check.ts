import { createRouterClient } from '@orpc/server';
import { resultOf } from '../../contract/result-of.ts';
import type { AuditEvent } from '../../contract/results.ts';
import { type Finding, isAtLeast } from '../../model/finding.ts';
import type { RelationModel } from '../../model/relation.ts';
import { stoppable } from '../command.ts';
import { visible, visibleJson } from '../plan/visible.ts';
import { terminalServices } from '../services.ts';
import { checkText } from './check-text.ts';
import { junitText } from './junit.ts';
import { type CheckOptions, readCheckOptions } from './options.ts';
import { sarifLog } from './sarif.ts';

/**
 * `referee check`: audits the relations of a database and writes nothing to it. 0: no finding at or above `--fail-on`; 1:
 * there are some, or it failed; 2: called in a wrong way.
 */
export function check(args: readonly string[]): Promise<number> {
  return stoppable('check', (signal) => run(readCheckOptions(args), signal));
}

async function run(options: CheckOptions, signal: AbortSignal): Promise<number> {
  const { router, connections } = terminalServices();
  const client = createRouterClient(router, { context: { client: 'terminal' } });
  try {
    const { connection, model } = await client.connections.open(
      {
        url: options.url,
        readOnly: true,
        ...(options.mode === null ? {} : { relationMode: options.mode }),
        ...(options.relationFile === null ? {} : { relationFile: options.relationFile }),
      },
      { signal },
    );
    const auditing = client.integrity.audit(
      {
        connection,
        ...(options.sample ? { sample: true } : {}),
        ...(options.relations.length === 0 ? {} : { relations: [...options.relations] }),
      },
      { signal },
    );
    const findings = await resultOf(auditing, tell);
    clearLine();
    console.log(shown(findings, model, options));
    return findings.some(isAtLeast(options.failOn)) ? 1 : 0;
  } finally {
    await connections.closeAll();
  }
}

/** Says which relation is looked at, where somebody watches. */
function tell(event: AuditEvent): void {
  if (event.kind === 'failed' || event.relation === null) return;
  const { done, of, relation } = event;
  const line = visible(`${done + 1} of ${of}: ${relation}`);
  clearLine();
  if (process.stderr.isTTY) process.stderr.write(line.slice(0, Math.max(0, process.stderr.columns - 1)));
}

function clearLine(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

function shown(findings: readonly Finding[], model: RelationModel, { format, failOn }: CheckOptions): string {
  if (format === 'json') return visibleJson(findings);
  if (format === 'sarif') return visibleJson(sarifLog(findings));
  if (format === 'junit') return junitText(findings, model, failOn);
  const colours = process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '';
  return checkText(findings, model, colours);
}
