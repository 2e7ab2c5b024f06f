import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChangeProgress, ChangeStage } from '../../src-main/model/progress.ts';
import { relationModes } from '../../src-main/model/relation.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';
import { rows, schema, tables } from '../support/small-shop.ts';

const cases = engines.flatMap((engine) =>
  relationModes.map((mode) => ({ engine, mode, name: `${engine.id}, ${mode}` })),
);

describe.each(cases)('$name', ({ engine, mode }) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, mode, [...schema, ...rows]);
  });
  afterAll(() => db.close());

  const removed = (id: number) => ({
    kind: 'delete' as const,
    table: db.table('customer'),
    where: { keys: [{ id }] },
  });
  async function content() {
    const all: unknown[] = [];
    for (const table of tables) all.push(await db.run(`SELECT * FROM ${table} ORDER BY 1, 2`));
    return all;
  }

  test('an apply tells its stages in their order, with the tables and rows it is at', async () => {
    const { plan } = await db.preview(removed(1));
    const events: ChangeProgress[] = [];
    await db.changes.apply(plan, { onProgress: (event) => events.push(event) });
    const stages = events.map(({ stage }) => stage).filter((stage, i, all) => stage !== all[i - 1]);
    expect(stages.slice(0, 4)).toEqual(['planning', 'keeping', 'writing', 'verifying']);
    expect(stages.at(-1)).toBe('committing');
    expect(events.find(({ stage }) => stage === 'planning')?.table?.name).toBe('customer');

    const entry = (await db.history.list(db.connection))[0]?.entry ?? '';
    const undoing: ChangeProgress[] = [];
    const undo = await db.history.undo(entry, { onProgress: (event) => undoing.push(event) });
    expect(undoing[0]).toMatchObject({ kind: 'progress', stage: 'planning' });
    await db.changes.apply(undo.plan);
  });

  test.each<ChangeStage>(['planning', 'keeping', 'writing', 'verifying'])(
    'an apply that is cancelled while %s changes nothing, and the next one works',
    async (stage) => {
      const before = await content();
      let history = await db.history.list(db.connection);
      for (const how of ['signal', 'discard']) {
        const { plan } = await db.preview(removed(1));
        const cancel = new AbortController();
        const onProgress = (event: ChangeProgress) => {
          if (event.stage !== stage) return;
          if (how === 'signal') cancel.abort();
          else db.changes.discard(plan);
        };
        await expect(db.changes.apply(plan, { signal: cancel.signal, onProgress })).rejects.toMatchObject({
          code: 'cancelled',
          message: 'The change was cancelled. All of it was rolled back, so nothing was changed.',
        });
        expect(await content()).toEqual(before);
        expect(await db.history.list(db.connection)).toEqual(history);

        // The plan is still held.
        const { entry } = await db.changes.apply(plan);
        const undo = await db.history.undo(entry);
        await db.changes.apply(undo.plan);
        expect(await content()).toEqual(before);
        history = await db.history.list(db.connection);
      }
    },
  );

  test('from COMMIT on a cancel comes too late, and the answer says what was applied', async () => {
    const { plan } = await db.preview(removed(2));
    const { entry, summary } = await db.changes.apply(plan, {
      onProgress: ({ stage }) => {
        if (stage === 'committing') db.changes.discard(plan);
      },
    });
    expect(summary).toContain('Delete 1 customer');
    expect((await db.history.list(db.connection))[0]?.entry).toBe(entry);
    expect(await db.run('SELECT count(*) FROM customer WHERE id = 2')).toEqual([[0]]);
  });

  test('a plan is applied once at a time', async () => {
    const { plan } = await db.preview({
      kind: 'update',
      table: db.table('customer'),
      where: { keys: [{ id: 3 }] },
      set: { name: 'Cyd' },
    });
    const first = db.changes.apply(plan);
    await expect(db.changes.apply(plan)).rejects.toMatchObject({ code: 'request.invalid' });
    await first;
  });

  test('whoever is cancelled while all sessions are taken waits for none', async () => {
    const taken = [];
    const free = () => db.connection.database.session();
    // As many as a pool has at the most.
    for (let i = 0; i < 5; i += 1) taken.push(free());
    const cancel = new AbortController();
    const preview = db.changes.preview(db.connection, [removed(4)], { signal: cancel.signal });
    const more = [1, 2, 3].map(free);
    cancel.abort();
    await expect(preview).rejects.toMatchObject({ code: 'cancelled' });
    for (const session of [...taken, ...more]) void session.then((own) => own.release());
    await Promise.all([...taken, ...more]);
  });
});
