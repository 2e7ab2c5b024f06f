import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mysql } from '../../src-main/dialects/mysql/index.ts';
import type { MigrationStep } from '../../src-main/model/migration.ts';
import type { SwitchWay } from '../../src-main/model/switch-way.ts';
import { type OpenMysql, openMysql } from '../support/open-mysql.ts';
import { soon } from '../support/soon.ts';

let open: OpenMysql;
beforeEach(async () => {
  open = await openMysql();
  await open.run('CREATE TABLE parents (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL, KEY ab (a, b))');
  await open.run(`CREATE TABLE kids (id int PRIMARY KEY, p int, q int, a int, b int, up int,
    CONSTRAINT k_none FOREIGN KEY (p) REFERENCES parents (id),
    CONSTRAINT k_na FOREIGN KEY (q) REFERENCES parents (id) ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT k_pair FOREIGN KEY (a, b) REFERENCES parents (a, b) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT k_self FOREIGN KEY (up) REFERENCES kids (id) ON DELETE SET NULL)`);
  await open.run(`CREATE TABLE others (id int PRIMARY KEY, k int NOT NULL,
    CONSTRAINT o_k FOREIGN KEY (k) REFERENCES kids (id) ON DELETE CASCADE ON UPDATE RESTRICT)`);
  await open.run('INSERT INTO parents VALUES (1, 1, 1), (2, 2, 2)');
  await open.run('INSERT INTO kids VALUES (1, 1, 2, 1, 1, NULL), (2, 2, NULL, NULL, 9, 1)');
  await open.run('INSERT INTO others VALUES (1, 1)');
});
afterEach(() => open.close());

async function definitions(): Promise<readonly unknown[]> {
  const texts = [];
  for (const table of ['parents', 'kids', 'others'])
    texts.push((await open.run(`SHOW CREATE TABLE ${table}`)).rows[0]?.[1]);
  return texts;
}

const catalog = () => mysql.introspect(open.session);
const apply = (
  steps: readonly MigrationStep[],
  signal?: AbortSignal,
  onStep: (index: number) => void = () => {},
) => mysql.foreignKeys.apply(open.database, steps, { onStep, ...(signal === undefined ? {} : { signal }) });
const way = (rowCheck: 'lock' | 'watch'): SwitchWay => ({
  serverVersion: open.database.serverVersion,
  chosen: { rowCheck },
  unchecked: [],
});

async function dropAll() {
  const before = await catalog();
  const { steps, remembered } = mysql.foreignKeys.drop(before, before.foreignKeys);
  await apply(steps);
  return { keys: before.foreignKeys, remembered };
}

describe('foreign keys', () => {
  test.each(['lock', 'watch'] as const)(
    'are dropped and added again (%s), character for character',
    async (check) => {
      const before = await definitions();
      const started: number[] = [];
      const first = await catalog();
      const { steps, remembered } = mysql.foreignKeys.drop(first, first.foreignKeys, way(check));
      await apply(steps, undefined, (index) => started.push(index));
      expect(started).toEqual([0, 1]);
      expect((await catalog()).foreignKeys).toEqual([]);

      const now = await catalog();
      await apply(mysql.foreignKeys.add(now, first.foreignKeys, remembered, way(check)).steps);
      expect(await definitions()).toEqual(before);
      expect((await catalog()).foreignKeys).toEqual(first.foreignKeys);
    },
  );

  test('come back with the same indexes, which the server may list in another order', async () => {
    const lines = async () =>
      (await definitions()).map((text) => String(text).replaceAll(',', '').split('\n').toSorted());
    await open.run('ALTER TABLE kids ADD KEY mine (b, id)');
    const before = await lines();
    const { keys, remembered } = await dropAll();
    await apply(mysql.foreignKeys.add(await catalog(), keys, remembered, way('lock')).steps);
    expect(await lines()).toEqual(before);
  });

  test.each(['lock', 'watch'] as const)('that an orphan forbids are not added (%s)', async (check) => {
    const { keys, remembered } = await dropAll();
    await open.run('INSERT INTO others VALUES (2, 77)');
    const { steps } = mysql.foreignKeys.add(await catalog(), keys, remembered, way(check));
    await expect(apply(steps)).rejects.toMatchObject({
      code: 'plan.blocked',
      message: expect.stringMatching(
        /^Step 2 of 2 \(".*others.*"\) failed: .* Each reference of .*others \(k\) finds a row of .*kids\.$/,
      ),
    });
    expect((await catalog()).foreignKeys.map(({ name }) => name)).toEqual([
      'k_na',
      'k_none',
      'k_pair',
      'k_self',
    ]);
    const { rows } = await open.run('SELECT @@foreign_key_checks');
    expect(rows).toEqual([[1]]);
  });

  test('are added without copying the table, while rows that do not fit are kept out', async () => {
    const { keys, remembered } = await dropAll();
    const { steps } = mysql.foreignKeys.add(await catalog(), keys, remembered, way('lock'));
    expect(steps.flatMap((step) => step.execute.map(({ text }) => text)).join('\n')).toContain(
      'ALGORITHM=NOCOPY',
    );
    const intruder = await open.database.session();
    const slipping: Promise<unknown>[] = [];
    const end = await apply(steps, undefined, (index) => {
      const insert = { text: 'INSERT INTO others VALUES (50, 77)', params: [] };
      if (index === 1) slipping.push(intruder.run(insert).catch(() => {}));
    }).then(
      () => 'added',
      ({ code }) => code,
    );
    await Promise.all(slipping);
    await intruder.release();
    // Who came first decides; a key and a row that does not fit it are never both there.
    const orphans = (await open.run('SELECT k FROM others WHERE k = 77')).rows;
    expect([end, orphans.length]).toEqual(end === 'added' ? ['added', 0] : ['plan.blocked', 1]);
  });

  test('that were dropped stay so when the rest is cancelled', async () => {
    const { steps } = mysql.foreignKeys.drop(await catalog(), (await catalog()).foreignKeys);
    const abort = new AbortController();
    const running = apply(steps, abort.signal, (index) => {
      if (index === 1) abort.abort();
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect((await catalog()).foreignKeys.map(({ name }) => name)).toEqual(['o_k']);
  });

  test('wait for a table that is in use, a second at a time, and can be cancelled meanwhile', async () => {
    const before = await definitions();
    const blocker = await open.database.session();
    await blocker.begin();
    await blocker.run({ text: 'SELECT * FROM others', params: [] });
    const { steps } = mysql.foreignKeys.drop(await catalog(), (await catalog()).foreignKeys);
    const abort = new AbortController();
    const running = apply([...steps].toReversed(), abort.signal, () => setTimeout(() => abort.abort(), 300));
    const started = performance.now();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - started).toBeLessThan(soon);
    expect(await definitions()).toEqual(before);

    const retries: number[] = [];
    const waiting = mysql.foreignKeys.apply(open.database, [...steps].toReversed(), {
      onStep: () => {},
      onRetry: (index) => {
        retries.push(index);
        void blocker.rollback();
      },
    });
    await waiting;
    expect(retries[0]).toBe(0);
    await blocker.release();
    expect((await catalog()).foreignKeys).toEqual([]);
  });

  test('without names are given names that the server takes', async () => {
    const { keys, remembered } = await dropAll();
    const unnamed = keys.map((key) => ({ ...key, name: null }));
    await apply(mysql.foreignKeys.add(await catalog(), unnamed, remembered).steps);
    expect((await catalog()).foreignKeys.map((key) => key.name)).toEqual([
      'kids_a_b_fkey',
      'kids_p_fkey',
      'kids_q_fkey',
      'kids_up_fkey',
      'others_k_fkey',
    ]);
  });

  test('are allowed on this server', async () => {
    expect(await mysql.foreignKeys.unsupported(open.session)).toBeNull();
  });

  test('whose violation the server reports are named', async () => {
    await expect(open.run('DELETE FROM parents WHERE id = 2')).rejects.toMatchObject({
      code: 'constraint.violated',
      message: expect.stringContaining('k_'),
    });
    await expect(open.run('INSERT INTO others VALUES (9, 99)')).rejects.toMatchObject({
      code: 'constraint.violated',
      message: expect.stringContaining('o_k'),
    });
  });
});
