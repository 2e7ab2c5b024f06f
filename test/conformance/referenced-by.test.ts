import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quoted } from '../../src-main/dialects/sql/statement.ts';
import type { TableRef } from '../../src-main/model/catalog.ts';
import type { Row } from '../../src-main/model/value.ts';
import { referencedBy } from '../../src-main/services/referenced-by.ts';
import { engines } from '../support/engines.ts';
import { type OpenDatabase, openDatabase } from '../support/open-database.ts';
import { soon } from '../support/soon.ts';

/** What a sign in a name could break: quotes of both kinds, a placeholder, a semicolon, a comment, letters of both cases. */
const odd = `Odd "t" \`b\` ? $1; -- é`;

describe.each(engines)('rows that reference a row on $id', (engine) => {
  const name = (plain: string) => quoted(engine.dialect.sql, plain);
  let database: OpenDatabase;
  beforeAll(async () => {
    const text = 'varchar(20)';
    const end = engine.id === 'mysql' ? 'ENGINE=InnoDB' : '';
    database = await openDatabase(engine, [
      `CREATE TABLE ${name(odd)} (a INT NOT NULL, ${name('b "?"')} ${text} NOT NULL, other INT NOT NULL UNIQUE, parent INT,
         PRIMARY KEY (a, ${name('b "?"')}), FOREIGN KEY (parent) REFERENCES ${name(odd)} (other)) ${end}`,
      `CREATE TABLE child (id INT NOT NULL PRIMARY KEY, pa INT, pb ${text}, po BIGINT,
         FOREIGN KEY (pa, pb) REFERENCES ${name(odd)} (a, ${name('b "?"')})) ${end}`,
      `CREATE TABLE alone (id INT NOT NULL PRIMARY KEY)`,
      `INSERT INTO ${name(odd)} VALUES (1, 'x', 10, NULL), (1, 'y', 11, 10), (2, 'x', 12, 10)`,
      `INSERT INTO child VALUES ${[
        "(1, 1, 'x', 10)",
        "(2, 1, 'x', NULL)",
        "(3, 1, 'y', 10)",
        '(4, 1, NULL, 10)',
        "(5, NULL, 'x', 10)",
        ...Array.from({ length: 30 }, (_, n) => `(${n + 10}, 2, 'x', NULL)`),
      ].join(', ')}`,
    ]);
  });
  afterAll(() => database.close());

  const tableOf = (plain: string): TableRef => ({
    schema: database.connection.model.defaultSchema,
    name: plain,
  });
  const key = (a: Row[string], b: Row[string]): Row => ({ a, 'b "?"': b });
  const counts = async (row: Row, limit = 1000) => {
    const found = await referencedBy(database.connection, { table: tableOf(odd), key: row, limit });
    const { relations } = database.connection.model;
    return Object.fromEntries(
      found.map(({ relation, count, exact }) => {
        const { child } = relations.find(({ id }) => id === relation) ?? { child: { table: { name: '?' } } };
        return [child.table.name === odd ? 'self' : child.table.name, exact ? count : `${count}+`];
      }),
    );
  };

  test('are counted for each relation, composite keys and the same table included', async () => {
    expect(await counts(key(1, 'x'))).toEqual({ child: 2, self: 2 });
    expect(await counts(key(1, 'y'))).toEqual({ child: 1, self: 0 });
    expect(await counts(key(3, 'x'))).toEqual({ child: 0, self: 0 });
  });

  test('are counted no further than asked', async () => {
    expect(await counts(key(2, 'x'), 29)).toEqual({ child: '29+', self: 0 });
    expect(await counts(key(2, 'x'), 30)).toEqual({ child: 30, self: 0 });
  });

  test('are none where a part of the key is NULL, and none where nothing references the table', async () => {
    expect(await counts(key(1, null))).toEqual({ child: 0, self: 0 });
    const asked = { table: tableOf('alone'), key: { id: 1 }, limit: 10 };
    expect(await referencedBy(database.connection, asked)).toEqual([]);
  });

  test('are not looked for without the whole key', async () => {
    await expect(counts({ a: 1 })).rejects.toMatchObject({ code: 'request.invalid' });
    const asked = { table: tableOf('nowhere'), key: { id: 1 }, limit: 10 };
    await expect(referencedBy(database.connection, asked)).rejects.toMatchObject({ code: 'request.invalid' });
  });

  test('are no longer waited for after a cancel', async () => {
    const cancel = new AbortController();
    cancel.abort();
    const asked = { table: tableOf(odd), key: key(1, 'x'), limit: 10 };
    const start = performance.now();
    await expect(referencedBy(database.connection, asked, cancel.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(performance.now() - start).toBeLessThan(soon);
  });
});
