import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mysql } from '../../src-main/dialects/mysql/index.ts';
import type { Catalog, Column, Table } from '../../src-main/model/catalog.ts';
import { type OpenMysql, openMysql } from '../support/open-mysql.ts';

const other = `elsewhere_${randomUUID().slice(0, 8)}`;
let open: OpenMysql;
let catalog: Catalog;

beforeAll(async () => {
  open = await openMysql();
  await open.run(`CREATE DATABASE ${other}`);
  await open.run(`CREATE TABLE ${other}.countries (code char(2) CHARACTER SET ascii PRIMARY KEY)`);
  await open.run(`CREATE TABLE \`Odd \`\`name\` (
      id int unsigned NOT NULL AUTO_INCREMENT COMMENT 'it''s the id',
      a int NOT NULL DEFAULT 7,
      b varchar(20) COLLATE utf8mb4_bin DEFAULT 'it''s',
      c datetime(3) NOT NULL DEFAULT current_timestamp(3),
      d enum('x','it''s') DEFAULT NULL,
      e json,
      f int AS (a + 1) VIRTUAL,
      g int AS (a + 2) STORED,
      h text,
      k int DEFAULT (a * 2),
      l char(2) CHARACTER SET ascii,
      m uuid,
      PRIMARY KEY (id),
      UNIQUE KEY pair (b, a),
      UNIQUE KEY begins (h(5)),
      KEY beginning (a, h(10)),
      FULLTEXT KEY words (h),
      CONSTRAINT to_country FOREIGN KEY (l) REFERENCES ${other}.countries (code) ON UPDATE CASCADE
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci COMMENT 'odd'`);
  await open.run(`CREATE TABLE kids (x int unsigned, y varchar(20) COLLATE utf8mb4_bin, z int NOT NULL,
      CONSTRAINT zz FOREIGN KEY (x) REFERENCES \`Odd \`\`name\` (id) ON DELETE SET NULL ON UPDATE NO ACTION,
      CONSTRAINT aa FOREIGN KEY (y, z) REFERENCES \`Odd \`\`name\` (b, a) ON DELETE CASCADE ON UPDATE RESTRICT
    ) CHARACTER SET utf8mb4`);
  await open.run('CREATE VIEW seen AS SELECT id, b FROM `Odd ``name`');
  catalog = await mysql.introspect(open.session);
});
afterAll(async () => {
  await open.close();
  const cleaner = await openMysql();
  await cleaner.run(`DROP DATABASE ${other}`);
  await cleaner.close();
});

function table(name: string): Table {
  return catalog.tables.find((one) => one.name === name) ?? expect.fail(`No table ${name}.`);
}

const plain: Omit<Column, 'name' | 'type' | 'kind'> = {
  nullable: true,
  default: null,
  generated: null,
  identity: null,
  enumValues: null,
  collation: null,
  comment: null,
};

describe('the catalog', () => {
  test('holds the tables and views of the connected database alone', () => {
    expect(catalog.schemas).toEqual([catalog.defaultSchema]);
    expect(catalog.tables.map(({ name, kind, comment }) => ({ name, kind, comment }))).toEqual([
      { name: 'kids', kind: 'table', comment: null },
      { name: 'Odd `name', kind: 'table', comment: 'odd' },
      { name: 'seen', kind: 'view', comment: null },
    ]);
    expect(table('kids').rowEstimate).toBe(0);
    expect(table('seen').rowEstimate).toBeNull();
  });

  test('holds every feature of a column', () => {
    expect(table('Odd `name').columns).toEqual([
      {
        ...plain,
        name: 'id',
        type: 'int(10) unsigned',
        kind: 'integer',
        nullable: false,
        identity: 'autoIncrement',
        comment: "it's the id",
      },
      { ...plain, name: 'a', type: 'int(11)', kind: 'integer', nullable: false, default: '7' },
      {
        ...plain,
        name: 'b',
        type: 'varchar(20)',
        kind: 'text',
        default: "'it''s'",
        collation: 'utf8mb4_bin',
      },
      {
        ...plain,
        name: 'c',
        type: 'datetime(3)',
        kind: 'timestamp',
        nullable: false,
        default: 'current_timestamp(3)',
      },
      { ...plain, name: 'd', type: "enum('x','it''s')", kind: 'enum', enumValues: ['x', "it's"] },
      { ...plain, name: 'e', type: 'longtext', kind: 'json', collation: 'utf8mb4_bin' },
      { ...plain, name: 'f', type: 'int(11)', kind: 'integer', generated: 'virtual', expression: '`a` + 1' },
      { ...plain, name: 'g', type: 'int(11)', kind: 'integer', generated: 'stored', expression: '`a` + 2' },
      { ...plain, name: 'h', type: 'text', kind: 'text' },
      { ...plain, name: 'k', type: 'int(11)', kind: 'integer', default: '(`a` * 2)' },
      { ...plain, name: 'l', type: 'char(2)', kind: 'text', collation: 'ascii_general_ci' },
      { ...plain, name: 'm', type: 'uuid', kind: 'uuid' },
    ]);
  });

  test('takes a default as an expression that the server takes back', async () => {
    for (const column of table('Odd `name').columns)
      if (column.default !== null)
        await expect(open.run(`SELECT ${column.default} FROM \`Odd \`\`name\``)).resolves.toBeDefined();
  });

  test('tells keys from indexes that prove or serve less', () => {
    const odd = table('Odd `name');
    expect(odd.primaryKey).toEqual({ name: 'PRIMARY', columns: ['id'] });
    expect(odd.uniqueKeys).toEqual([{ name: 'pair', columns: ['b', 'a'] }]);
    expect(odd.indexes).toEqual([
      { name: 'PRIMARY', columns: ['id'], unique: true, partial: false },
      { name: 'pair', columns: ['b', 'a'], unique: true, partial: false },
      { name: 'begins', columns: [null], unique: true, partial: false },
      { name: 'beginning', columns: ['a', null], unique: false, partial: false },
      { name: 'to_country', columns: ['l'], unique: false, partial: false },
      { name: 'words', columns: [null], unique: false, partial: false },
    ]);
  });

  test('holds foreign keys in the order of their names, into other databases too', () => {
    const schema = catalog.defaultSchema;
    expect(
      catalog.foreignKeys.map(
        ({ name, table, columns, parent, parentColumns, onDelete, onUpdate, position }) => ({
          name,
          from: [table.schema, table.name, ...columns],
          to: [parent.schema, parent.name, ...parentColumns],
          actions: [onDelete, onUpdate],
          position,
        }),
      ),
    ).toEqual([
      {
        name: 'aa',
        from: [schema, 'kids', 'y', 'z'],
        to: [schema, 'Odd `name', 'b', 'a'],
        actions: ['cascade', 'restrict'],
        position: 0,
      },
      {
        name: 'to_country',
        from: [schema, 'Odd `name', 'l'],
        to: [other, 'countries', 'code'],
        actions: ['restrict', 'cascade'],
        position: 1,
      },
      {
        name: 'zz',
        from: [schema, 'kids', 'x'],
        to: [schema, 'Odd `name', 'id'],
        actions: ['setNull', 'noAction'],
        position: 2,
      },
    ]);
  });

  test('takes seven queries, for 300 tables as for three', async () => {
    const big = await openMysql();
    for (let n = 0; n < 300; n += 1)
      await big.run(`CREATE TABLE t${n} (id int PRIMARY KEY, p int, KEY (p)) ENGINE=MEMORY`);
    const before = open.log.length;
    await mysql.introspect(open.session);
    const sent = big.log.length;
    const { tables } = await mysql.introspect(big.session);
    expect(tables).toHaveLength(300);
    expect(tables.every(({ columns, primaryKey }) => columns.length === 2 && primaryKey !== null)).toBe(true);
    expect(open.log.length - before).toBe(7);
    expect(big.log.length - sent).toBe(7);
    await big.close();
  });
});
