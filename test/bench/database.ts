import type { RelationMode } from '../../src-main/model/relation.ts';
import { engine } from '../support/engines.ts';
import { modeSwitch } from '../support/mode-switch.ts';
import { openDatabase } from '../support/open-database.ts';
import { watchStatements } from '../support/watch-statements.ts';
import { engineWords } from './engine-words.ts';
import { fill, type Scenario, schema } from './scenarios.ts';

/** The database of one contender, with all tables of the benchmark and a count of what is sent to it. */
export async function benchDatabase(engineId: string, url: string, mode: RelationMode) {
  const words = engineWords[engineId];
  if (words === undefined)
    throw new Error(`No words for ${engineId}: write them in test/bench/engine-words.ts.`);
  const fresh = async () => ({ url, close: async () => {} });
  const opened = await openDatabase({ ...engine(engineId), fresh }, schema());
  if (mode === 'prisma') {
    const modes = modeSwitch();
    const { plan } = await modes.preview(opened.connection, 'prisma', {});
    for await (const _ of modes.apply(plan));
  }
  const { texts } = watchStatements(opened.connection.database);
  return {
    ...opened,
    sent: () => texts.length,
    async prepare(scenario: Scenario) {
      const tables = scenario.tables.map(({ name }) => name);
      await opened.run(...words.prepare, ...fill(scenario, words.series), ...words.settle(tables));
      texts.length = 0;
    },
  };
}
