import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { dialects } from '../../src-main/dialects/registry.ts';
import type { ConnectionSettings } from '../../src-main/model/connection.ts';
import type { RelationMode } from '../../src-main/model/relation.ts';
import { readModel } from '../../src-main/services/models.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { createJournal } from '../../src-main/storage/journal.ts';
import { switchJournal } from '../../src-main/storage/switch-journal.ts';
import { modeSwitch } from '../support/mode-switch.ts';
import { createSteps, steppedDatabase, steppedSwitchJournal } from './steps.ts';

/** What the process is started with, as JSON. It switches the mode and kills itself at a step; at 0 it lives. */
export type KilledSwitch = {
  readonly dialect: string;
  readonly settings: ConnectionSettings;
  readonly relationFilePath: string;
  readonly history: string;
  readonly to: RelationMode;
  readonly decisions: Readonly<Record<string, string>>;
  readonly at: number;
};

const given: KilledSwitch = JSON.parse(process.argv[2] ?? '');
const dialect = dialects.find(({ info }) => info.id === given.dialect);
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
const modes = modeSwitch({
  history: createJournal(given.history),
  journal: steppedSwitchJournal(switchJournal, steps),
});
const { plan } = await modes.preview(connection, given.to, given.decisions);
connection.database = steppedDatabase(database, steps);
for await (const _ of modes.apply(plan));
await database.close();
process.stdout.write(JSON.stringify(steps.names));
