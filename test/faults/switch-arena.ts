import { deepStrictEqual } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { tableText } from '../../src-main/model/identity.ts';
import type { RelationMode } from '../../src-main/model/relation.ts';
import { reloadModel } from '../../src-main/services/models.ts';
import { createJournal } from '../../src-main/storage/journal.ts';
import { comparableCatalog } from '../support/comparable-catalog.ts';
import type { TestEngine } from '../support/engines.ts';
import { modeSwitch } from '../support/mode-switch.ts';
import { openDatabase } from '../support/open-database.ts';
import { schema } from '../support/switch-schema.ts';
import { countConnections } from './engine-words.ts';

export type SwitchArena = Awaited<ReturnType<typeof openSwitchArena>>;
export type Finish = 'resume' | 'goBack';

/**
 * A small database, and a switch of its relation mode that also creates an index where one is missing, and deletes an
 * orphan where it adds keys.
 */
export async function openSwitchArena(engine: TestEngine, to: RelationMode) {
  const open = await openDatabase(engine, schema);
  const { connection } = open;
  const history = connection.relationFilePath.replace(/\w+\.json$/, 'journal.db');
  const journal = createJournal(history);
  const modes = modeSwitch({ history: journal });
  const counting = countConnections(engine.id);

  async function switchTo(mode: RelationMode, decisions: Readonly<Record<string, string>>) {
    const { plan } = await modes.preview(connection, mode, decisions);
    for await (const _ of modes.apply(plan));
  }
  /** All that a switch must lose nothing of, without what differs between two databases that are alike. */
  async function picture(): Promise<unknown> {
    await reloadModel(connection);
    const rows: unknown[] = [];
    for (const table of connection.catalog.tables)
      rows.push([table.name, await open.run(`SELECT * FROM ${tableText(table)} ORDER BY 1`)]);
    const { mode, relations } = connection.file;
    const states = connection.model.relations.map(({ id, state }) => [id, state]);
    const all = { catalog: comparableCatalog(connection.catalog), mode, relations, states, rows };
    const { defaultSchema } = connection.catalog;
    const text = JSON.stringify(all).replace(/"position":\d+/g, '"position":0');
    return JSON.parse(defaultSchema.length < 20 ? text : text.replaceAll(defaultSchema, 'database'));
  }
  const connections = async () => (counting === null ? 0 : Number((await open.run(counting))[0]?.[0]));

  if (to === 'foreignKeys') {
    await switchTo('prisma', {});
    await open.run("INSERT INTO contract VALUES (3, 'xx', 9)");
  }
  const { decisions: asked } = await modes.preview(connection, to);
  const first = (kind: string) => asked.find(({ id }) => id.startsWith(kind))?.id;
  const [index, orphans] = [first('index:'), first('orphans:')];
  const decisions = {
    ...(index === undefined ? {} : { [index]: 'create' }),
    ...(orphans === undefined ? {} : { [orphans]: 'delete' }),
  };
  const before = await picture();
  const usual = await connections();

  return {
    ...open,
    async close() {
      journal.close();
      await open.close();
    },
    /** Where the history is kept. */
    history,
    to,
    decisions,
    before,
    picture,
    /** The switch, without anything going wrong. */
    run: () => switchTo(to, decisions),
    /**
     * The next program opens the database, and finishes what it finds. `after`: how all is once the switch is done. Nothing
     * of the faulty connection is left on the server, where only `alive` others may be.
     */
    async finish(how: Finish, after: unknown, alive = 0): Promise<'clean' | 'interrupted'> {
      while ((await connections()) > usual + alive) await sleep(2);
      await reloadModel(connection);
      const interrupted = await modes.interrupted(connection);
      if (interrupted === null) {
        const now = await picture();
        const isAfter = JSON.stringify(now) === JSON.stringify(after);
        deepStrictEqual(now, isAfter ? after : before);
        return 'clean';
      }
      deepStrictEqual([interrupted.to, interrupted.running], [to, false]);
      for await (const _ of modes[how](connection));
      deepStrictEqual(await picture(), how === 'resume' ? after : before);
      deepStrictEqual(await modes.interrupted(connection), null);
      return 'interrupted';
    },
  };
}

/** How all is once the switch is done. */
export async function switchedPicture(engine: TestEngine, to: RelationMode): Promise<unknown> {
  const arena = await openSwitchArena(engine, to);
  try {
    await arena.run();
    return await arena.picture();
  } finally {
    await arena.close();
  }
}
