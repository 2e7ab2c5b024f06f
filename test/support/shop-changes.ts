import type { Change } from '../../src-main/model/change.ts';
import { relationModes } from '../../src-main/model/relation.ts';
import type { ChangeDatabase } from './change-database.ts';
import { engines } from './engines.ts';
import { rows, tables } from './small-shop.ts';

/** Every engine in every relation mode. */
export const engineModes = engines.flatMap((engine) =>
  relationModes.map((mode) => ({ engine, mode, name: `${engine.id}, ${mode}` })),
);

type Values = Record<string, number | string | null>;

/** What tests do with a database that has the tables of the small shop. */
export function shopChanges(db: () => ChangeDatabase) {
  return {
    /** The rows of the shop, and no others. */
    async refill(): Promise<void> {
      for (const table of [...tables, 'region'].toReversed()) await db().run(`DELETE FROM ${table}`);
      await db().run(...rows);
    },
    /** All rows by table. */
    async content() {
      const all: Record<string, unknown> = {};
      for (const table of tables) all[table] = await db().run(`SELECT * FROM ${table} ORDER BY 1, 2`);
      return all;
    },
    remove: (table: string, ...keys: readonly Record<string, number>[]): Change => ({
      kind: 'delete',
      table: db().table(table),
      where: { keys },
    }),
    update: (table: string, key: Record<string, number>, set: Values): Change => ({
      kind: 'update',
      table: db().table(table),
      where: { keys: [key] },
      set,
    }),
    insert: (table: string, ...given: readonly Values[]): Change => ({
      kind: 'insert',
      table: db().table(table),
      rows: given,
    }),
  };
}
