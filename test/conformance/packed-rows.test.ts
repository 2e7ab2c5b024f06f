import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../src-main/dialects/dialect.ts';
import type { PackedRows } from '../../src-main/model/row-images.ts';
import type { Value } from '../../src-main/model/value.ts';
import { engines } from '../support/engines.ts';
import { type OpenDatabase, openDatabase } from '../support/open-database.ts';
import { valueTable } from '../support/value-samples.ts';

const roomy = 2 ** 30;

describe.each(engines.map((engine) => ({ engine, name: engine.id })))('$name', ({ engine }) => {
  let db: OpenDatabase;
  let session: Session;
  beforeAll(async () => {
    db = await openDatabase(engine, [
      ...valueTable(engine, 90),
      'CREATE TABLE numbers (id INT NOT NULL PRIMARY KEY)',
      `INSERT INTO numbers VALUES ${Array.from({ length: 1000 }, (_, i) => `(${i})`).join(', ')}`,
    ]);
    session = await db.connection.database.session();
    await session.begin();
  });
  afterAll(async () => {
    await session.rollback();
    await session.release();
    await db.close();
  });

  async function pack(text: string, params: readonly Value[] = [], limit = roomy) {
    const packed: PackedRows[] = [];
    const whole = await session.pack({ text, params }, limit, (piece) => packed.push(piece));
    return { whole, packed, rows: packed.flatMap((piece) => [...engine.dialect.unpack(piece)]) };
  }
  const bytesOf = (packed: readonly PackedRows[]) => packed.reduce((sum, { bytes }) => sum + bytes.length, 0);

  test('packed rows come back as they are read', async () => {
    const text = 'SELECT * FROM many ORDER BY id';
    const { rows } = await session.run({ text, params: [] });
    expect(rows).toHaveLength(90);
    const { whole, packed, rows: unpacked } = await pack(text);
    expect(unpacked).toEqual(rows);
    expect(whole).toBe(true);
    expect(packed.reduce((sum, { count }) => sum + count, 0)).toBe(90);
  });

  test('parameters are values, whatever they hold', async () => {
    const { placeholders } = engine.dialect.sql;
    const hostile = `it's \\ "?" $1 $$ -- \n`;
    const text =
      placeholders === 'numbered'
        ? `SELECT id, CAST($1 AS text) || '$2' FROM numbers WHERE id IN (CAST($2 AS int), CAST($3 AS int)) ORDER BY id`
        : `SELECT id, concat(?, '?') FROM numbers WHERE id IN (?, ?) ORDER BY id`;
    const { rows } = await pack(text, [hostile, 7, null]);
    expect(rows).toEqual([[7, `${hostile}${placeholders === 'numbered' ? '$2' : '?'}`]]);
  });

  test('rows beyond the limit are left out, and the transaction goes on', async () => {
    const all = 'SELECT a.id, b.id FROM numbers a CROSS JOIN numbers b WHERE b.id < 20';
    const { whole, packed } = await pack(all, [], 50_000);
    expect(whole).toBe(false);
    expect(bytesOf(packed)).toBeLessThanOrEqual(50_000);
    expect((await pack(all)).rows).toHaveLength(20_000);
    expect((await pack('SELECT id FROM numbers WHERE id < 0')).packed).toEqual([]);
  });

  test('many rows come in several pieces or in one, in their order', async () => {
    const { rows } = await pack(
      'SELECT a.id * 1000 + b.id FROM numbers a CROSS JOIN numbers b WHERE a.id < 200 ORDER BY 1',
    );
    expect(rows).toHaveLength(200_000);
    expect(rows.every(([value], i) => value === i)).toBe(true);
  });

  /** A temporary table of numbers, and what puts packed ones there. */
  async function unpacker(name: string) {
    const { createTemporary, dropTemporary } = engine.dialect.sql;
    const select = 'SELECT n.id AS c0, m.id AS k0 FROM numbers n LEFT JOIN numbers m ON 1 = 0';
    for (const text of [dropTemporary(name), ...createTemporary(name, select, ['c0'])])
      await session.run({ text, params: [] });
    const place = { table: name, columns: [{ name: 'c0', parameter: '?' }], others: ['k0'] };
    return (packed: PackedRows, signal?: AbortSignal) => session.unpackInto(place, packed, signal);
  }

  test('packed rows go into a temporary table, or it is said why they do not', async () => {
    const unpackInto = await unpacker('some_numbers');
    const { packed } = await pack('SELECT id FROM numbers WHERE id >= 10');
    for (const piece of packed) await unpackInto(piece);
    const text = 'SELECT count(*), min(c0), max(c0), count(k0) FROM some_numbers';
    expect((await session.run({ text, params: [] })).rows).toEqual([[990, 10, 999, 0]]);
    const { packed: again } = await pack('SELECT id FROM numbers');
    for (const piece of again)
      await expect(unpackInto(piece)).rejects.toMatchObject({ code: 'constraint.violated' });
    await session.rollback();
    await session.begin();
    expect((await session.run({ text: 'SELECT count(*) FROM numbers', params: [] })).rows).toEqual([[1000]]);
  });

  test('putting rows into a temporary table can be cancelled', async () => {
    const unpackInto = await unpacker('many_numbers');
    const all = 'SELECT a.id * 1000 + b.id FROM numbers a CROSS JOIN numbers b WHERE a.id < 200';
    const { packed } = await pack(all);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const put = async () => {
      for (const piece of packed) await unpackInto(piece, controller.signal);
    };
    await expect(put()).rejects.toMatchObject({ code: 'cancelled' });
    await session.rollback();
    await session.begin();
  });

  test('a statement that fails says why, and can be cancelled', async () => {
    await expect(pack('SELECT nothing FROM many')).rejects.toMatchObject({ code: 'request.invalid' });
    await session.rollback();
    await session.begin();
    const controller = new AbortController();
    const cross = 'numbers a CROSS JOIN numbers b CROSS JOIN numbers c';
    const point = engine.dialect.sql.cancelPoint ?? '1 = 1';
    const work = session.pack(
      { text: `SELECT a.id FROM ${cross} WHERE a.id + b.id + c.id < 0 AND ${point}`, params: [] },
      roomy,
      () => {},
      controller.signal,
    );
    setTimeout(() => controller.abort(), 50);
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    await session.rollback();
    await session.begin();
  });
});
