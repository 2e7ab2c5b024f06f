import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RelationMode } from '../../src-main/model/relation.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { createModeSwitch, type HeldSwitch } from '../../src-main/services/mode-switch.ts';
import { freshChinook } from '../support/chinook.ts';
import { engine, engines, type TestEngine } from '../support/engines.ts';
import { fullDump } from '../support/full-dump.ts';
import { freshNorthwind } from '../support/northwind.ts';
import { type OpenDatabase, openDatabase, openFresh } from '../support/open-database.ts';
import { peculiarSchemas } from '../support/peculiar-schemas.ts';

const sampleDatabase = fileURLToPath(new URL('../../resources/sample.db', import.meta.url));

const databases: readonly { name: string; keys: number; open: () => Promise<OpenDatabase> }[] = [
  ...engines.map((one) => ({
    name: `Chinook on ${one.id}`,
    keys: 11,
    open: async () => openFresh(one, await freshChinook(one)),
  })),
  {
    name: 'Northwind on postgresql',
    keys: 13,
    open: async () => openFresh(engine('postgresql'), await freshNorthwind()),
  },
  { name: 'the sample database', keys: 23, open: () => openSample(engine('sqlite')) },
  ...engines.map((one) => ({
    name: `a schema with everything ${one.id} has`,
    keys: { sqlite: 7, postgresql: 12, mysql: 6 }[one.id] ?? 0,
    open: () => openDatabase(one, peculiarSchemas[one.id] ?? []),
  })),
];

async function openSample(sqlite: TestEngine): Promise<OpenDatabase> {
  const fresh = await sqlite.fresh();
  await copyFile(sampleDatabase, sqlite.dialect.parseUrl(fresh.url).file ?? '');
  return openFresh(sqlite, fresh);
}

describe.each(databases)('$name', ({ keys, open }) => {
  const modes = createModeSwitch({ plans: createHeldPlans<HeldSwitch>() });
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  async function switchTo(to: RelationMode): Promise<void> {
    const plan = await modes.preview(database.connection, to);
    expect(plan.blockers).toEqual([]);
    for (const running = modes.apply(plan.plan); ; ) if ((await running.next()).done) break;
  }

  it('is the same to the last definition and row after a round trip of modes', async () => {
    expect(database.connection.catalog.foreignKeys).toHaveLength(keys);
    const before = await fullDump(database);
    await switchTo('prisma');
    expect(database.connection.catalog.foreignKeys).toEqual([]);
    await switchTo('foreignKeys');
    const after = await fullDump(database);
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [section, content] of before) expect(after.get(section), section).toEqual(content);
  });
});
