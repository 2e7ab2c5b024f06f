import { deepStrictEqual } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../../src-main/model/change.ts';
import type { RelationMode } from '../../src-main/model/relation.ts';
import { changeDatabase } from '../support/change-database.ts';
import type { TestEngine } from '../support/engines.ts';
import { rows, schema, tables } from '../support/small-shop.ts';
import { countConnections } from './engine-words.ts';

export type FaultArena = Awaited<ReturnType<typeof openFaultArena>>;

/**
 * A small shop, and a change of several tables of which either all or nothing must be there whatever goes wrong.
 * `thorough`: one that is planned in many steps.
 */
export async function openFaultArena(engine: TestEngine, mode: RelationMode, thorough = false) {
  const db = await changeDatabase(engine, mode, schema);
  const simple: readonly Change[] = [
    { kind: 'delete', table: db.table('customer'), where: { keys: [{ id: 1 }] } },
  ];
  const changes: readonly Change[] = thorough
    ? [
        ...simple,
        { kind: 'update', table: db.table('customer'), where: { keys: [{ id: 2 }] }, set: { id: 9 } },
        { kind: 'insert', table: db.table('customer'), rows: [{ id: 12, name: 'New' }] },
        { kind: 'insert', table: db.table('review'), rows: [{ id: 9, customer_id: 12 }] },
      ]
    : simple;

  async function refill(): Promise<void> {
    await db.run(...[...tables, 'region'].toReversed().map((table) => `DELETE FROM ${table}`), ...rows);
  }
  async function content(): Promise<Readonly<Record<string, unknown>>> {
    const all: Record<string, unknown> = {};
    for (const table of tables) all[table] = await db.run(`SELECT * FROM ${table} ORDER BY 1, 2`);
    return all;
  }
  const counting = countConnections(engine.id);
  async function connections(): Promise<number> {
    return counting === null ? 0 : Number((await db.run(counting))[0]?.[0]);
  }

  async function newest(): Promise<string | null> {
    return (await db.history.list(db.connection))[0]?.entry ?? null;
  }

  await refill();
  const before = await content();
  await db.apply(...changes);
  const after = await content();
  await refill();
  let last = await newest();
  const usual = await connections();

  return {
    ...db,
    asked: changes,
    refill,
    /**
     * After a fault: all of the change is there, or nothing, and the history says which; what was applied can be undone.
     * Nothing of the faulty connection is left on the server, where only `alive` others may be.
     */
    async settle(alive = 0): Promise<'all' | 'nothing'> {
      while ((await connections()) > usual + alive) await sleep(2);
      const now = await content();
      const entry = await newest();
      if (entry === null || entry === last) {
        deepStrictEqual(now, before);
        return 'nothing';
      }
      deepStrictEqual(now, after);
      const undo = await db.history.undo(entry);
      deepStrictEqual(undo.blockers, []);
      await db.changes.apply(undo.plan);
      deepStrictEqual(await content(), before);
      last = await newest();
      return 'all';
    },
  };
}
