import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Column, Table } from '../../src-main/model/catalog.ts';
import { isTagged, type Row, sameValue, type Value } from '../../src-main/model/value.ts';
import { recordsPage } from '../../src-main/services/records.ts';
import { editorText } from '../../src-renderer/format/cell-text.ts';
import { fieldText } from '../../src-renderer/format/field-text.ts';
import { parseValue } from '../../src-renderer/format/parse-value.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';
import { samples, valueTable } from '../support/value-samples.ts';

/** Texts that look like something else, and texts that are hard to carry. */
const texts = [
  '',
  'NULL',
  'null',
  'DEFAULT',
  '42',
  '007',
  '1e5',
  '<b onclick="x()">&amp;</b>',
  '  blanks  ',
  '\ttab\nline\r\nwindows\rmac\n',
  'שלום عالم',
  '\u202eabc\u202c',
  '👩‍👩‍👧‍👦 🦉 \u0065\u0301 \u00e9',
  `'; DROP TABLE "many" -- \\ % _ ? $1`,
  '{"a": 1}',
  '0xff',
];

/** What a field of the page makes of it. */
const throughField = (text: string) => {
  const { shown, back } = fieldText(text);
  return back(shown);
};

/** Whether the value is of the kind of its column: SQLite lets others in as well, which only it can tell apart. */
function isOfKind({ kind }: Column, value: Value): boolean {
  const form = isTagged(value) ? value.type : typeof value;
  if (kind === 'integer') return form === 'integer' || Number.isSafeInteger(value);
  if (kind === 'text') return form === 'string';
  if (kind === 'bytes') return form === 'bytes';
  return kind !== 'other' && ['number', 'decimal'].includes(form);
}

describe.each(engines)('values on $id', (engine) => {
  let db: ChangeDatabase;
  let many: Table;
  beforeAll(async () => {
    db = await changeDatabase(engine, 'foreignKeys', [
      ...valueTable(engine, samples[engine.id]?.rows.length ?? 0),
      `CREATE TABLE texts (id INT NOT NULL PRIMARY KEY, t ${engine.id === 'mysql' ? 'TEXT CHARACTER SET utf8mb4' : 'TEXT'})`,
    ]);
    const found = db.connection.catalog.tables.find(({ name }) => name === 'many');
    if (found === undefined) throw new Error('The table is missing.');
    many = found;
  });
  afterAll(() => db.close());

  const read = async (table: string) =>
    (await recordsPage(db.connection, { table: db.table(table), limit: 1000 })).rows;

  function edited(column: Column, text: string, before: Value): Value {
    const parsed = parseValue(throughField(text), column, before);
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.value;
  }

  test('stay the same where an editor was opened and closed again', async () => {
    for (const row of await read('many')) {
      for (const [index, column] of many.columns.entries()) {
        const value = row[index] ?? null;
        if (value === null) continue;
        expect(
          sameValue(edited(column, editorText(value), value), value),
          `${column.name} ${JSON.stringify(value)}`,
        ).toBe(true);
      }
    }
  });

  test('arrive in another row as they are spelled, typed into cells that held nothing', async () => {
    const set = samples[engine.id]?.set ?? [];
    const rows = await read('many');
    const places = many.columns.flatMap((column, index) =>
      set.includes(column.name) ? [{ column, index }] : [],
    );
    const typed: Row[] = [];
    for (const [number, row] of rows.entries()) {
      const cells = places.map(({ column, index }): [string, Value] => {
        const value = row[index] ?? null;
        return [column.name, value === null ? null : retyped(column, value)];
      });
      typed.push({ id: 1000 + number, ...Object.fromEntries(cells) });
    }
    await db.apply({ kind: 'insert', table: db.table('many'), rows: typed });
    const after = await read('many');
    for (const [number, row] of rows.entries()) {
      const copy = after.find(([id]) => id === 1000 + number);
      for (const { column, index } of places) {
        expect(copy?.[index], `${column.name} ${JSON.stringify(row[index])}`).toEqual(row[index]);
      }
    }

    function retyped(column: Column, value: Value): Value {
      if (engine.id === 'sqlite' && !isOfKind(column, value)) return value;
      // Of a column of no known kind, only a value that is there tells that it is made of bytes (a geometry).
      if (column.kind === 'other' && isTagged(value) && value.type === 'bytes') return value;
      return edited(column, editorText(value), null);
    }
  });

  test('of text are kept whatever they look like, in inserts and updates', async () => {
    const column = db.connection.catalog.tables.find(({ name }) => name === 'texts')?.columns[1];
    if (column === undefined) throw new Error('The table is missing.');
    const all = engine.id === 'sqlite' ? [...texts, 'nul \u0000 inside'] : texts;
    const rows = all.map((text, id) => ({ id, t: edited(column, text, null) }));
    await db.apply({ kind: 'insert', table: db.table('texts'), rows });
    expect(await read('texts')).toEqual(all.map((text, id) => [id, text]));
    const turned = all.toReversed();
    await db.apply(
      ...turned.map((text, id) => ({
        kind: 'update' as const,
        table: db.table('texts'),
        where: { keys: [{ id }] },
        set: { t: edited(column, text, all[id] ?? null) },
      })),
    );
    expect(await read('texts')).toEqual(turned.map((text, id) => [id, text]));
    await db.apply({
      kind: 'update',
      table: db.table('texts'),
      where: { keys: [{ id: 0 }] },
      set: { t: null },
    });
    expect((await read('texts'))[0]).toEqual([0, null]);
  });
});
