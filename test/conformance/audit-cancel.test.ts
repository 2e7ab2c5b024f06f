import { describe, expect, test } from 'vitest';
import { engines } from '../support/engines.ts';
import { openDatabase } from '../support/open-database.ts';
import { auditOf } from '../support/orphan-database.ts';
import { soon } from '../support/soon.ts';

const digits =
  '(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';

describe.each(engines)('an audit on $id', (engine) => {
  test('is cancelled within a second, and the connection goes on', async () => {
    // Without any key to look a parent up by, each of many children is compared with all parents.
    const open = await openDatabase(engine, [
      'CREATE TABLE parent (id INTEGER NOT NULL PRIMARY KEY, a INTEGER, b INTEGER)',
      'CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY, a INTEGER)',
      `INSERT INTO child SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n, 5
         FROM ${['a', 'b', 'c', 'd', 'e'].map((name) => `${digits} ${name}`).join(' CROSS JOIN ')}`,
      'INSERT INTO parent SELECT id, id + 1000000, id FROM child',
    ]);
    try {
      const { connection } = open;
      const { defaultSchema: schema } = connection.model;
      const slow = {
        ...{ id: 'slow', child: { table: { schema, name: 'child' }, columns: ['a'] } },
        ...{ parent: { table: { schema, name: 'parent' }, columns: ['a'] } },
        ...({ onDelete: 'noAction', onUpdate: 'noAction', constraint: null, state: 'emulated' } as const),
        ...({ match: 'simple', setColumns: null, deferred: false } as const),
      };
      const relations = Array.from({ length: 200 }, (_, i) => ({ ...slow, id: `slow ${i}` }));
      connection.model = { ...connection.model, mode: 'prisma', relations };
      const stop = new AbortController();
      const audit = auditOf(connection, {}, stop.signal);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const started = performance.now();
      stop.abort();
      await expect(audit).rejects.toMatchObject({ code: 'cancelled' });
      expect(performance.now() - started).toBeLessThan(soon);
      expect(await open.run('SELECT count(*) FROM parent')).toEqual([[100_000]]);
    } finally {
      await open.close();
    }
  }, 300_000);
});
