import type { ForeignKey } from '../../src-main/model/catalog.ts';
import type { Relation } from '../../src-main/model/relation.ts';

/** One table for each kind of relation, without foreign keys, so that orphans can be planted. */
export const orphanSchema: readonly string[] = [
  'CREATE TABLE customer (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(10) UNIQUE, name VARCHAR(40))',
  'CREATE TABLE slot (a INTEGER NOT NULL, b VARCHAR(10) NOT NULL, label VARCHAR(40), PRIMARY KEY (a, b))',
  'CREATE TABLE purchase (id INTEGER NOT NULL PRIMARY KEY, billed INTEGER DEFAULT 1, shipped INTEGER)',
  'CREATE TABLE coded (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(10))',
  'CREATE TABLE booking (id INTEGER NOT NULL PRIMARY KEY, a INTEGER, b VARCHAR(10))',
  'CREATE TABLE strict_booking (id INTEGER NOT NULL PRIMARY KEY, a INTEGER, b VARCHAR(10))',
  'CREATE TABLE node (id INTEGER NOT NULL PRIMARY KEY, up INTEGER, label VARCHAR(40))',
  'CREATE INDEX purchase_billed ON purchase (billed)',
  'CREATE INDEX purchase_shipped ON purchase (shipped)',
  'CREATE INDEX coded_code ON coded (code)',
  'CREATE INDEX booking_slot ON booking (a, b)',
  'CREATE INDEX strict_slot ON strict_booking (a, b)',
  'CREATE INDEX node_up ON node (up)',
];

export const orphanTables = [
  'customer',
  'slot',
  'purchase',
  'coded',
  'booking',
  'strict_booking',
  'node',
] as const;

/** The rows that are in order. */
export const soundRows: readonly string[] = [
  `INSERT INTO customer VALUES (1, 'ada', 'Ada'), (2, 'bob', NULL), (3, 'cyd', NULL)`,
  `INSERT INTO slot VALUES (1, 'x', NULL), (1, 'y', NULL), (2, 'x', NULL)`,
  'INSERT INTO purchase VALUES (1, 1, 2), (2, 3, NULL), (3, NULL, NULL)',
  `INSERT INTO coded VALUES (1, 'ada'), (2, NULL)`,
  `INSERT INTO booking VALUES (1, 1, 'x'), (2, NULL, 'nope'), (3, 9, NULL), (4, NULL, NULL)`,
  `INSERT INTO strict_booking VALUES (1, 2, 'x'), (2, NULL, NULL)`,
  `INSERT INTO node VALUES (1, NULL, 'root'), (2, 1, NULL), (3, 3, 'itself')`,
];

/** What is planted, and how many orphans of each relation that makes. */
export const orphanRows: readonly string[] = [
  'INSERT INTO purchase VALUES (10, 7, 1), (11, 7, 8), (12, 8, 9), (13, 1, 9)',
  `INSERT INTO coded VALUES (10, 'zed'), (11, 'ad'), (12, 'zed')`,
  `INSERT INTO booking VALUES (10, 2, 'y'), (11, 1, 'z'), (12, 2, 'y')`,
  `INSERT INTO strict_booking VALUES (10, 2, 'y'), (11, 1, NULL), (12, NULL, 'x')`,
  `INSERT INTO node VALUES (10, 77, 'lost'), (11, 10, 'below it'), (12, 78, NULL)`,
];

type Declared = Pick<Relation, 'child' | 'parent' | 'onDelete' | 'onUpdate' | 'match'> & {
  readonly count: number;
};

/** The relations, with the number of their orphans. */
export function orphanRelations(schema: string): readonly Declared[] {
  const relation = (
    child: string,
    columns: readonly string[],
    parent: string,
    referenced: readonly string[],
    count: number,
    match: ForeignKey['match'] = 'simple',
  ): Declared => ({
    child: { table: { schema, name: child }, columns },
    parent: { table: { schema, name: parent }, columns: referenced },
    onDelete: 'cascade',
    onUpdate: 'cascade',
    match,
    count,
  });
  return [
    relation('purchase', ['billed'], 'customer', ['id'], 3),
    relation('purchase', ['shipped'], 'customer', ['id'], 3),
    relation('coded', ['code'], 'customer', ['code'], 3),
    relation('booking', ['a', 'b'], 'slot', ['a', 'b'], 3),
    relation('strict_booking', ['a', 'b'], 'slot', ['a', 'b'], 3, 'full'),
    relation('node', ['up'], 'node', ['id'], 2),
  ];
}
