import { describe, expect, test } from 'vitest';
import { recordsScript } from '../../src-main/services/record-script.ts';
import { recordsPage } from '../../src-main/services/records.ts';
import { engines } from '../support/engines.ts';
import { openDatabase } from '../support/open-database.ts';

const columns = ['id', 'note', 'amount', 'big', 'day'];
const rows = [
  [
    1,
    `it's \\ "a" ?;`,
    { type: 'decimal', text: '12.50' },
    { type: 'integer', text: '9007199254740993' },
    null,
  ],
  [2, '', null, 7, null],
  [3, null, null, null, null],
] as const;

describe.each(engines)('rows as a script on $id', (engine) => {
  test('are inserted by it as they were', async () => {
    const database = await openDatabase(engine, [
      'CREATE TABLE odd (id integer NOT NULL PRIMARY KEY, note varchar(40), amount numeric(10,2), big bigint, day date)',
    ]);
    try {
      const { connection } = database;
      const table = connection.catalog.tables.find(({ name }) => name === 'odd');
      if (table === undefined) throw new Error('There is no table odd.');
      const { text } = recordsScript(connection, { table, columns, rows });
      for (const statement of text.split(';\n')) if (statement !== '') await database.run(statement);
      const before = (await recordsPage(connection, { table, columns, limit: 9 })).rows;
      expect(before.map((row) => [row[1], row[3]])).toEqual(rows.map((row) => [row[1], row[3]]));

      const again = recordsScript(connection, { table, columns, rows: before });
      await database.run('DELETE FROM odd');
      for (const statement of again.text.split(';\n')) if (statement !== '') await database.run(statement);
      expect((await recordsPage(connection, { table, columns, limit: 9 })).rows).toEqual(before);
    } finally {
      await database.close();
    }
  });
});
