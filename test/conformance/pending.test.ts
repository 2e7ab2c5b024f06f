import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src-main/dialects/dialect.ts';
import type { Change } from '../../src-main/model/change.ts';
import { relationModes } from '../../src-main/model/relation.ts';
import { createChanges } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { createHistory } from '../../src-main/services/history.ts';
import { createJournal, type Journal } from '../../src-main/storage/journal.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';
import { rows, schema } from '../support/small-shop.ts';

const cases = engines.flatMap((engine) =>
  relationModes.map((mode) => ({ engine, mode, name: `${engine.id}, ${mode}` })),
);

/** A journal entry whose COMMIT is on its way says nothing by its rows: somebody else looks at the history just then. */
describe.each(cases)('$name', ({ engine, mode }) => {
  let db: ChangeDatabase;
  let others: Journal;
  let gone: ReturnType<typeof createChanges>;
  beforeAll(async () => {
    db = await changeDatabase(engine, mode, [...schema, ...rows]);
    // What another process sees: it knows nothing of what runs in this one.
    others = createJournal(join(db.folder, 'journal.db'));
    gone = createChanges({ plans: createHeldPlans(), journal: db.journal });
  });
  afterAll(async () => {
    others.close();
    await db.close();
  });

  const changes = (): Readonly<Record<string, Change>> => ({
    insert: { kind: 'insert', table: db.table('region'), rows: [{ code: 'asia' }] },
    update: {
      kind: 'update',
      table: db.table('customer'),
      where: { keys: [{ id: 2 }] },
      set: { name: 'Bert' },
    },
    delete: { kind: 'delete', table: db.table('customer'), where: { keys: [{ id: 1 }] } },
  });

  /** Applies the change, and looks at the history from elsewhere when COMMIT is next. */
  async function lookedAt(change: Change, commits: boolean) {
    const { connection } = db;
    const looking = createHistory({
      journal: others,
      changes: db.changes,
      connections: () => [connection],
    });
    const list = async () => (await looking.list(connection)).length;
    const known = await list();
    let seen = -1;
    const database: Database = {
      ...connection.database,
      async session() {
        const own = await connection.database.session();
        const committing = async (commit: () => Promise<unknown>): Promise<never> => {
          seen = await list();
          if (commits) await commit();
          // What it would do next is not done: the process is gone.
          throw new Error('The program is gone.');
        };
        return {
          ...own,
          commit: () => committing(own.commit),
          runTogether: (all, signal) =>
            all.some(({ kind }) => kind === 'commit')
              ? committing(() => own.runTogether(all, signal))
              : own.runTogether(all, signal),
        };
      },
    };
    const { plan } = await gone.preview({ ...connection, database }, [change]);
    await expect(gone.apply(plan)).rejects.toThrow('gone');
    return { while: seen - known, after: (await list()) - known };
  }
  test.each(['insert', 'update', 'delete'])(
    'an %s is judged only when its transaction is over',
    async (kind) => {
      const change = changes()[kind];
      if (change === undefined) throw new Error(kind);
      expect(await lookedAt(change, false)).toEqual({ while: 0, after: 0 });
      expect(await lookedAt(change, true)).toEqual({ while: 0, after: 1 });
    },
  );
});
