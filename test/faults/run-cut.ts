import { randomUUID } from 'node:crypto';
import { createChanges } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { createJournal } from '../../src-main/storage/journal.ts';
import { modeSwitch } from '../support/mode-switch.ts';
import type { FaultArena } from './arena.ts';
import { createSteps, steppedDatabase } from './steps.ts';
import type { SwitchArena } from './switch-arena.ts';
import { startTcpProxy } from './tcp-proxy.ts';

/** `request`: the statement does not reach the server. `answer`: what the server says does not come back. */
export type Cut = 'request' | 'answer';

/** A connection to the arena's server that can be cut. */
export async function openCuttable(arena: FaultArena) {
  const { settings, dialect } = arena.connection;
  const proxy = await startTcpProxy(settings.host ?? '', Number(settings.port));
  const through = { ...settings, host: '127.0.0.1', port: String(proxy.port) };
  const database = await dialect.connect(through, { readOnly: false });

  return {
    /** Applies the change; at one of its steps (0: none) the connection is cut. `together`: what is sent at once is one step. */
    async run(
      at: number,
      cut: Cut,
      together = false,
    ): Promise<{ readonly end: string; readonly steps: readonly string[] }> {
      const steps = createSteps({
        onStatement(step, send) {
          if (step === at) (cut === 'request' ? proxy.cut : proxy.loseAnswers)();
          return send();
        },
        onMoment: () => {},
      });
      const connection: { -readonly [Part in keyof OpenConnection]: OpenConnection[Part] } = {
        ...arena.connection,
        handle: randomUUID(),
        database,
      };
      const changes = createChanges({ plans: createHeldPlans(), journal: arena.journal });
      const { plan } = await changes.preview(connection, arena.asked);
      connection.database = steppedDatabase(database, steps, together);
      const end = await changes.apply(plan).then(
        () => 'applied',
        ({ code, message }) => `${code}: ${message}`,
      );
      proxy.mend();
      return { end, steps: steps.names };
    },
    async close() {
      await database.close();
      await proxy.close();
    },
  };
}

export type Cuttable = Awaited<ReturnType<typeof openCuttable>>;

/** Switches the mode over a connection that is cut at one of its steps (0: at none). */
export async function runCutSwitch(
  arena: SwitchArena,
  at: number,
  cut: Cut,
): Promise<{ readonly end: string; readonly steps: readonly string[] }> {
  const { settings, dialect } = arena.connection;
  const proxy = await startTcpProxy(settings.host ?? '', Number(settings.port));
  const through = { ...settings, host: '127.0.0.1', port: String(proxy.port) };
  const database = await dialect.connect(through, { readOnly: false });
  const steps = createSteps({
    onStatement(step, send) {
      if (step === at) (cut === 'request' ? proxy.cut : proxy.loseAnswers)();
      return send().finally(() => step === at && proxy.mend());
    },
    onMoment: () => {},
  });
  const connection: { -readonly [Part in keyof OpenConnection]: OpenConnection[Part] } = {
    ...arena.connection,
    handle: randomUUID(),
    database,
  };
  const journal = createJournal(arena.history);
  const modes = modeSwitch({ history: journal });
  const { plan } = await modes.preview(connection, arena.to, arena.decisions);
  connection.database = steppedDatabase(database, steps);
  const running = modes.apply(plan);
  const drain = async () => {
    while (!(await running.next()).done);
    return 'applied';
  };
  const end = await drain().catch(({ code, message }) => `${code}: ${message}`);
  await database.close();
  await proxy.close();
  journal.close();
  return { end, steps: steps.names };
}
