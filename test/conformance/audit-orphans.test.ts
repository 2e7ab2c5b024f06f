import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src-main/model/finding.ts';
import { createAudit } from '../../src-main/services/audit.ts';
import { engines } from '../support/engines.ts';
import { orphanDatabase } from '../support/orphan-database.ts';
import { orphanRows } from '../support/orphan-schema.ts';

const orphansOf = (findings: readonly Finding[]) => findings.filter(({ kind }) => kind === 'orphans');

describe.each(engines)('the audit on $id', (engine) => {
  let db: Awaited<ReturnType<typeof orphanDatabase>>;
  beforeAll(async () => {
    db = await orphanDatabase(engine);
  });
  afterAll(() => db.close());

  test('finds nothing worse than a note where all is in order', async () => {
    const findings = await db.audit();
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('counts the orphans of each relation exactly, and shows them', async () => {
    await db.run(...orphanRows);
    const findings = orphansOf(await db.audit());
    expect(new Map(findings.map(({ relation, count }) => [relation, count]))).toEqual(db.counts);
    for (const { exact, sample, count, severity, sql, repairs } of findings) {
      expect([exact, severity, sample.length]).toEqual([true, 'error', count]);
      expect((await db.run(sql ?? '')).length).toBe(count);
      expect(repairs).toEqual(expect.arrayContaining(['delete', 'setNull', 'repoint', 'exportAndDelete']));
    }
    const [node] = findings.filter(({ table }) => table.name === 'node');
    expect(node?.message).toMatch(/2 rows of .*node \(up\) reference no row of .*node, such as \(7[78]\)\./);
    expect(node?.sample.map(({ id }) => Number(id)).toSorted()).toEqual([10, 12]);
  });

  test('gives a finding the same id each time, and looks only at the relations it is asked for', async () => {
    const [first, again] = [await db.audit(), await db.audit()];
    expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    expect(new Set(first.map(({ id }) => id)).size).toBe(first.length);
    const [one = ''] = db.counts.keys();
    const some = await db.audit({ relations: [one] });
    expect(some).toEqual(first.filter(({ relation }) => relation === one));
    await expect(db.audit({ relations: ['none'] })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  test('counts at least what a quick look finds among some rows', async () => {
    const all = orphansOf(await db.audit({ sample: true }));
    expect(all.every(({ exact }) => exact)).toBe(true);
    expect(new Map(all.map(({ relation, count }) => [relation, count]))).toEqual(db.counts);
    const some = orphansOf(await db.audit({ sample: 4 }));
    expect(some.length).toBeGreaterThan(0);
    for (const { exact, count, relation, message } of some) {
      expect(exact).toBe(false);
      expect(count).toBeLessThanOrEqual(db.counts.get(relation ?? '') ?? 0);
      expect(message).toMatch(/^At least /);
    }
  });

  test('tells how far it is, relation by relation', async () => {
    const events: unknown[] = [];
    const stream = createAudit()(db.connection, {});
    for await (const event of stream) events.push(event);
    const of = db.counts.size;
    expect(events).toHaveLength(of + 1);
    expect(events[0]).toMatchObject({ kind: 'progress', done: 0, of });
    expect(events.at(-1)).toEqual({ kind: 'progress', done: of, of, relation: null });
  });
});
