import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChangePlan } from '../../src-main/model/plan.ts';
import type { ChangeProgress } from '../../src-main/model/progress.ts';
import { startRpc } from '../cli/terminal.ts';
import { engines } from '../support/engines.ts';
import { type OpenDatabase, openDatabase } from '../support/open-database.ts';
import { soon } from '../support/soon.ts';

const digits =
  '(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';
const places = ['a', 'b', 'c', 'd', 'e', 'f'];
const number = places.map((place, i) => `${place}.n * ${10 ** i}`).join(' + ');

/** One hub with a million branches, on each of which leaves may hang. */
const schema = [
  'CREATE TABLE hub (id INTEGER NOT NULL PRIMARY KEY)',
  `CREATE TABLE branch (id INTEGER NOT NULL PRIMARY KEY, hub_id INTEGER NOT NULL,
     CONSTRAINT branch_hub FOREIGN KEY (hub_id) REFERENCES hub (id) ON DELETE CASCADE)`,
  `CREATE TABLE leaf (id INTEGER NOT NULL PRIMARY KEY, branch_id INTEGER NOT NULL,
     CONSTRAINT leaf_branch FOREIGN KEY (branch_id) REFERENCES branch (id) ON DELETE CASCADE)`,
  'INSERT INTO hub VALUES (1), (2)',
  `INSERT INTO branch SELECT ${number}, 1 FROM ${places.map((place) => `${digits} ${place}`).join(' CROSS JOIN ')}`,
  'INSERT INTO branch VALUES (1000000, 1), (1000001, 2)',
  'INSERT INTO leaf VALUES (1, 7), (2, 999999), (3, 1000001)',
];

describe.each(engines.map((engine) => ({ engine, name: engine.id })))('$name', ({ engine }) => {
  let db: OpenDatabase;
  let folder: string;
  let rpc: ReturnType<typeof startRpc>;
  let connection: string;
  beforeAll(async () => {
    db = await openDatabase(engine, schema);
    await db.run(
      'CREATE INDEX branch_of_hub ON branch (hub_id)',
      'CREATE INDEX leaf_of_branch ON leaf (branch_id)',
    );
    folder = await mkdtemp(join(tmpdir(), 'million-'));
    rpc = startRpc(folder);
    const url = urlOf();
    const opened = await rpc.ask('open', 'connections.open', { url });
    connection = (opened.result as { connection: string }).connection;
  }, 300_000);
  afterAll(async () => {
    rpc.end();
    await rpc.ended;
    await rm(folder, { recursive: true });
    await db.close();
  });

  function urlOf(): string {
    const { host, port, user, database, file } = db.connection.settings;
    return file === undefined ? `${engine.id}://${user}@${host}:${port}/${database}` : `sqlite:${file}`;
  }
  const remove = (id: number) => ({
    connection,
    changes: [
      {
        kind: 'delete',
        table: { schema: db.connection.model.defaultSchema, name: 'hub' },
        where: { keys: [{ id }] },
      },
    ],
  });
  const total = (plan: ChangePlan) => plan.totals.reduce((sum, { count }) => sum + count, 0);

  const told = (id: string) =>
    rpc.replies.flatMap((reply) =>
      reply.id === id && reply.event !== undefined ? [reply.event as ChangeProgress] : [],
    );

  const pause = () => new Promise((resolve) => setTimeout(resolve, 300));
  const branches = () => db.run('SELECT count(*) FROM branch');

  test('a plan over a million rows is previewed while others are answered, and cancelled in the end', async () => {
    let answers = 0;
    const begun = performance.now();
    let planned = false;
    const asked = rpc.ask('all', 'changes.preview', { ...remove(1), limit: 2_000_000 }).finally(() => {
      planned = true;
    });
    while (!planned) {
      await rpc.ask(`meanwhile ${answers}`, 'model.get', { connection });
      answers += 1;
      await pause();
    }
    const plan = (await asked).result as ChangePlan;
    expect(plan.blockers).toEqual([]);
    expect(total(plan)).toBe(1_000_004);
    expect(answers).toBeGreaterThan(1);
    const events = told('all');
    // What is over within a tenth of a second may not be told.
    expect(events.map(({ table }) => table?.name)).toContain('branch');
    expect(events.at(-1)?.rows).toBeGreaterThan(1_000_000);
    expect(events.length).toBeLessThan(3 + (performance.now() - begun) / 100);

    const apply = rpc.ask('apply', 'changes.apply', { plan: plan.plan });
    await pause();
    const start = performance.now();
    rpc.write('{"id":"apply","cancel":true}');
    const end = await apply;
    expect(end.error).toMatchObject({ code: 'cancelled' });
    expect(end.error?.message).toContain('nothing was changed');
    expect(performance.now() - start).toBeLessThan(soon);
    expect(told('apply').at(0)).toMatchObject({ kind: 'progress', stage: 'planning' });
    expect(await branches()).toEqual([[1_000_002]]);

    const small = (await rpc.ask('small', 'changes.preview', remove(2))).result as ChangePlan;
    expect(total(small)).toBe(3);
    expect((await rpc.ask('done', 'changes.apply', { plan: small.plan })).error).toBeUndefined();
    expect(await branches()).toEqual([[1_000_001]]);
  }, 300_000);

  test('its preview is cancelled at once', async () => {
    const preview = rpc.ask('cut', 'changes.preview', { ...remove(1), limit: 2_000_000 });
    await pause();
    const start = performance.now();
    rpc.write('{"id":"cut","cancel":true}');
    expect((await preview).error).toMatchObject({ code: 'cancelled' });
    expect(performance.now() - start).toBeLessThan(soon);
  });

  test('more rows than the limit are counted "at least"', async () => {
    const plan = (await rpc.ask('some', 'changes.preview', { ...remove(1), limit: 1000 }))
      .result as ChangePlan;
    expect(plan.blockers).toMatchObject([{ rule: 'tooManyRows', count: 1000, exact: false }]);
    expect(total(plan)).toBeLessThan(5000);
  });
});
