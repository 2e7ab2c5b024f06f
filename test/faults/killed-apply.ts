import { randomUUID } from 'node:crypto';
import process from 'node:process';
import type { Dialect } from '../../src-main/dialects/dialect.ts';
import type { Change } from '../../src-main/model/change.ts';
import type { ConnectionSettings } from '../../src-main/model/connection.ts';
import { createChanges } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { readModel } from '../../src-main/services/models.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { createJournal } from '../../src-main/storage/journal.ts';
import { createSteps, steppedDatabase, steppedJournal } from './steps.ts';

/** What the process is started with, as JSON. It applies the changes and kills itself at a step; at 0 it lives. */
export type KilledApply = {
  readonly dialect: string;
  readonly settings: ConnectionSettings;
  readonly relationFilePath: string;
  readonly journal: string;
  readonly changes: readonly Change[];
  readonly at: number;
};

const given: KilledApply = JSON.parse(process.argv[2] ?? '');
// Loading the drivers of all engines takes longer than the apply.
const module: Readonly<Record<string, Dialect>> = await import(
  `../../src-main/dialects/${given.dialect}/index.ts`
);
const dialect = module[given.dialect];
if (dialect === undefined) throw new Error(`There is no dialect ${given.dialect}.`);

const kill = () => process.kill(process.pid, 'SIGKILL');
const steps = createSteps({
  async onStatement(step, send) {
    const sent = send();
    // The statement is on its way when the process ends.
    if (step === given.at) setImmediate(kill);
    return sent;
  },
  onMoment(step) {
    if (step === given.at) kill();
  },
});
const database = await dialect.connect(given.settings, { readOnly: false });
const stepped = steppedDatabase(database, steps);
const journal = createJournal(given.journal);
const connection: { -readonly [Part in keyof OpenConnection]: OpenConnection[Part] } = {
  handle: randomUUID(),
  database,
  settings: given.settings,
  name: 'killed',
  environment: 'development',
  readOnly: false,
  relationFilePath: given.relationFilePath,
  askedMode: null,
  ...(await readModel(dialect, database, given.relationFilePath, null)),
};
const changes = createChanges({ plans: createHeldPlans(), journal: steppedJournal(journal, steps) });
const { plan } = await changes.preview(connection, given.changes);
connection.database = stepped;
await changes.apply(plan);
journal.close();
await database.close();
process.stdout.write(JSON.stringify(steps.names));
