import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RelationMode } from '../../src-main/model/relation.ts';
import { engines } from '../support/engines.ts';
import { fullDump } from '../support/full-dump.ts';
import { databases } from '../support/known-databases.ts';
import { modeSwitch } from '../support/mode-switch.ts';
import { type OpenDatabase, openDatabase } from '../support/open-database.ts';
import { peculiarSchemas } from '../support/peculiar-schemas.ts';

const all: readonly { name: string; keys: number; open: () => Promise<OpenDatabase> }[] = [
  ...databases,
  ...engines.map((one) => ({
    name: `a schema with everything ${one.id} has`,
    keys: { sqlite: 7, postgresql: 12, mysql: 6 }[one.id] ?? 0,
    open: () => openDatabase(one, peculiarSchemas[one.id] ?? []),
  })),
];

describe.each(all)('$name', ({ keys, open }) => {
  const modes = modeSwitch();
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
