import { describe, expect, test } from 'vitest';
import { mysql } from '../../../src-main/dialects/mysql/index.ts';
import type { Catalog, Column, ForeignKey } from '../../../src-main/model/catalog.ts';

const catalog: Catalog = { schemas: ['shop'], defaultSchema: 'shop', tables: [], foreignKeys: [] };

function key(
  name: string | null,
  table: string,
  columns: string[],
  more: Partial<ForeignKey> = {},
): ForeignKey {
  return {
    name,
    table: { schema: 'shop', name: table },
    columns,
    parent: { schema: 'shop', name: 'parents' },
    parentColumns: columns.map((_, i) => `p${i}`),
    onDelete: 'cascade',
    onUpdate: 'noAction',
    match: 'simple',
    deferrable: 'no',
    setColumns: null,
    validated: true,
    enforced: true,
    position: 0,
    ...more,
  };
}

const texts = (keys: readonly ForeignKey[]) =>
  mysql.foreignKeys.add(catalog, keys, []).steps.flatMap((step) => step.execute.map(({ text }) => text));

describe('foreign keys', () => {
  test('of one table are added by one ALTER and dropped by its reverse', () => {
    const { steps } = mysql.foreignKeys.add(
      catalog,
      [
        key('b', 'orders', ['x', 'y']),
        key('c', 'lines', ['z']),
        key('a`', 'orders', ['w'], { onDelete: 'setNull' }),
      ],
      [],
    );
    expect(steps.map((step) => step.execute[1]?.text)).toEqual([
      'ALTER TABLE `shop`.`orders`\n' +
        '  ADD CONSTRAINT `b` FOREIGN KEY (`x`, `y`) REFERENCES `shop`.`parents` (`p0`, `p1`) ON DELETE CASCADE ON UPDATE NO ACTION,\n' +
        '  ADD CONSTRAINT `a``` FOREIGN KEY (`w`) REFERENCES `shop`.`parents` (`p0`) ON DELETE SET NULL ON UPDATE NO ACTION,\n' +
        '  ALGORITHM=INPLACE',
      'ALTER TABLE `shop`.`lines`\n' +
        '  ADD CONSTRAINT `c` FOREIGN KEY (`z`) REFERENCES `shop`.`parents` (`p0`) ON DELETE CASCADE ON UPDATE NO ACTION,\n' +
        '  ALGORITHM=INPLACE',
    ]);
    expect(steps[0]?.reverse).toEqual([
      { text: 'ALTER TABLE `shop`.`orders`\n  DROP FOREIGN KEY `b`,\n  DROP FOREIGN KEY `a```', params: [] },
    ]);
  });

  test('without a name get one of at most 64 characters that no other key of the database has', () => {
    const long = 'é'.repeat(80);
    const added = texts([
      key('orders_c_fkey', 'other', ['c']),
      key(null, 'ORDERS', ['c']),
      key(null, 'orders', ['a', 'b']),
      key(null, 'long', [long]),
    ]).join('\n');
    const names = [...added.matchAll(/CONSTRAINT `([^`]*)`/g)].map((match) => match[1] ?? '');
    expect(names).toEqual([
      'orders_c_fkey',
      'ORDERS_c_fkey2',
      'orders_a_b_fkey',
      `long_${'é'.repeat(54)}_fkey`,
    ]);
    expect(names.at(-1)?.length).toBe(64);
  });
});

describe('a foreign key between two columns', () => {
  const column = (type: string, collation: string | null = null): Column => ({
    name: 'c',
    type,
    kind: 'other',
    nullable: true,
    default: null,
    generated: null,
    identity: null,
    enumValues: null,
    collation,
    comment: null,
  });
  const refused = (child: Column, parent: Column) => mysql.foreignKeys.typeRefusal(child, parent) !== null;

  test.each([
    ['int(11)', 'int(10)'],
    ['varchar(10)', 'varchar(20)'],
    ['char(3)', 'varchar(20)'],
    ['decimal(10,2)', 'decimal(10,2)'],
  ])('is possible for %s and %s', (child, parent) =>
    expect(refused(column(child), column(parent))).toBe(false),
  );

  test.each([
    ['int(11)', 'bigint(20)'],
    ['int(11)', 'int(10) unsigned'],
    ['int(11)', 'decimal(10,0)'],
    ['varchar(10)', 'text'],
    ['text', 'text'],
    ['varchar(10)', 'varbinary(10)'],
  ])('is refused for %s and %s', (child, parent) =>
    expect(refused(column(child), column(parent))).toBe(true),
  );

  test('is refused for two collations', () => {
    expect(refused(column('varchar(9)', 'utf8mb4_bin'), column('varchar(9)', 'latin1_bin'))).toBe(true);
  });
});
