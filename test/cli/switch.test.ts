import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runReferee } from './terminal.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'referee-switch-'));
  file = join(folder, 'shop.db');
  direct((db) =>
    db.exec(`
      CREATE TABLE customer (id INTEGER PRIMARY KEY);
      CREATE TABLE "order" (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE);
      INSERT INTO customer VALUES (1);
      INSERT INTO "order" VALUES (10, 1);
    `),
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function direct<T>(work: (db: Sqlite.Database) => T): T {
  const db = new Sqlite(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
const switchMode = (...args: readonly string[]) => runReferee(['switch', `sqlite:${file}`, ...args], folder);
const keys = () => direct((db) => db.pragma('foreign_key_list("order")')) as unknown[];
const relation = 'order(customer_id)->customer(id)';

describe('referee switch', () => {
  test('shows relations, decisions, steps with their locks, and what will be different, and changes nothing', async () => {
    const { code, output, errors } = await switchMode('--to', 'prisma');
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(/^Switch from foreignKeys to prisma: 1 relation, 3 steps\.\n\nRelations\n/);
    expect(output).toContain(`${relation}  foreign key dropped`);
    expect(output).toContain(`index:${relation}`);
    expect(output).toMatch(/yes +Copy it, beside the file.*\(chosen, default\)/);
    expect(output).toMatch(/2\. Copy the file to .*shop\.db\.before-switch/);
    expect(output).toContain('What behaves differently afterwards');
    expect(keys()).toHaveLength(1);
  });

  test('applies a plan with what was decided, and the copy of the file is beside it', async () => {
    const { code, output } = await switchMode(
      '--to',
      'prisma',
      '--decide',
      `index:${relation}=create`,
      '--apply',
    );
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/\[4\/4\] .*\nDone: the relation mode is prisma\.\n$/),
    ]);
    expect(keys()).toEqual([]);
    expect(direct((db) => db.pragma('index_list("order")'))).toMatchObject([
      { name: 'order_customer_id_idx' },
    ]);
    const copy = new Sqlite(`${file}.before-switch`, { readonly: true });
    expect(copy.pragma('foreign_key_list("order")')).toHaveLength(1);
    expect(copy.prepare('SELECT * FROM "order"').raw().all()).toEqual([[10, 1]]);
    copy.close();
    expect((await switchMode('--to', 'foreignKeys', '--decide', 'backup=no', '--apply')).code).toBe(0);
    expect(keys()).toHaveLength(1);
  }, 180_000);

  test('ends with 1 where rows are in the way, with them and the choices', async () => {
    await switchMode('--to', 'prisma', '--apply');
    direct((db) => db.exec('PRAGMA foreign_keys = OFF; INSERT INTO "order" VALUES (11, 99)'));
    const { code, output } = await switchMode('--to', 'foreignKeys', '--apply');
    expect(code).toBe(1);
    expect(output).toMatch(/Blocked\n {2}1 row of order \(customer_id\) references no row of customer/);
    expect(output).toContain('id = 11, customer_id = 99');
    expect(output).toContain(`orphans:${relation}`);
    expect(keys()).toEqual([]);
    const mended = await switchMode('--to', 'foreignKeys', '--decide', `orphans:${relation}=delete`);
    expect(mended.code).toBe(0);
    expect(mended.output).toMatch(/delete +Delete these rows, and what goes with them +\(chosen\)/);
    expect(mended.output).toMatch(/2\. Repair orphans: delete 1 order\n +order +delete +1 +asked for/);
    const left = await switchMode('--to', 'foreignKeys', '--decide', `orphans:${relation}=leave`, '--json');
    expect(left.code).toBe(0);
    expect(JSON.parse(left.output)).toMatchObject({ to: 'foreignKeys', blockers: [] });
  }, 180_000);

  test('writes scripts up and down that do the same', async () => {
    const out = join(folder, 'out');
    const { code, output } = await switchMode('--to', 'prisma', '--export', out);
    expect([code, output]).toEqual([0, expect.stringContaining(`Written: ${join(out, 'up.sql')}`)]);
    expect(keys()).toHaveLength(1);
    const statements = async (name: string) =>
      (await readFile(join(out, name), 'utf8')).replace(/^\.(backup|dbconfig defensive off).*$/gm, '');
    const before = direct((db) => db.prepare('SELECT sql FROM sqlite_schema').raw().all());
    const up = await statements('up.sql');
    direct((db) => db.unsafeMode(true).exec(up));
    expect(keys()).toEqual([]);
    const down = await statements('down.sql');
    direct((db) => db.unsafeMode(true).exec(down));
    expect(direct((db) => db.prepare('SELECT sql FROM sqlite_schema').raw().all())).toEqual(before);
  });

  test('writes a migration for Prisma, and says what else it takes', async () => {
    const { code, output } = await switchMode('--to', 'prisma', '--export', folder, '--as', 'prisma');
    expect([code, output]).toEqual([0, expect.stringContaining('relationMode = "prisma"')]);
    const [migration] = await readdir(join(folder, 'migrations'));
    expect(migration).toMatch(/^\d{14}_switch_relation_mode$/);
  });

  test.each([
    [[], /Say which mode/],
    [['--to', 'strict'], /"strict" is no relation mode/],
    [['--to', 'prisma', '--decide', 'backup'], /is no decision/],
    [['--to', 'prisma', '--decide', 'backup=maybe'], /must be yes or no/],
    [['--to', 'prisma', '--decide', 'copy=no', '--apply'], /no decision copy/],
    [['--resume', '--go-back'], /stand alone/],
    [['--resume'], /No switch of .* was interrupted/],
  ])('refuses what it does not understand: %j', async (args, problem) => {
    const { code, errors } = await switchMode(...args);
    expect([code, errors]).toEqual([2, expect.stringMatching(problem)]);
    expect(keys()).toHaveLength(1);
  });
});
