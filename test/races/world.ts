/** Every action but set default, which not all engines have; composite keys, a tree in one table, and marks of changes. */
export const schema = [
  `CREATE TABLE customer (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL)`,
  `CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER NOT NULL,
     CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  `CREATE TABLE order_line (order_id INTEGER NOT NULL, line INTEGER NOT NULL, amount INTEGER NOT NULL,
     PRIMARY KEY (order_id, line),
     CONSTRAINT order_line_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  `CREATE TABLE shipment (id INTEGER NOT NULL PRIMARY KEY, order_id INTEGER, line INTEGER,
     CONSTRAINT shipment_line FOREIGN KEY (order_id, line) REFERENCES order_line (order_id, line) ON DELETE SET NULL ON UPDATE CASCADE)`,
  `CREATE TABLE review (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER,
     CONSTRAINT review_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE SET NULL ON UPDATE SET NULL)`,
  `CREATE TABLE invoice (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER NOT NULL,
     CONSTRAINT invoice_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE RESTRICT ON UPDATE RESTRICT)`,
  `CREATE TABLE visit (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER NOT NULL,
     CONSTRAINT visit_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE category (id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER,
     CONSTRAINT category_parent FOREIGN KEY (parent_id) REFERENCES category (id) ON DELETE CASCADE ON UPDATE NO ACTION)`,
  `CREATE TABLE ledger (id INTEGER NOT NULL PRIMARY KEY)`,
];

/** The amounts of the lines of each order make up 0, now and after any change. */
export const rows = [
  `INSERT INTO customer VALUES (1, 'Ada'), (2, 'Bob'), (3, 'Cy'), (4, 'Di'), (5, 'Ed'), (6, 'Flo')`,
  `INSERT INTO orders VALUES (11, 1), (12, 1), (21, 2), (22, 2), (31, 3), (41, 4)`,
  `INSERT INTO order_line VALUES (11, 1, 5), (11, 2, -5), (12, 1, 7), (12, 2, -7), (21, 1, 3), (21, 2, -3),
     (22, 1, 4), (22, 2, -4), (31, 1, 8), (31, 2, -8), (41, 1, 2), (41, 2, -2)`,
  `INSERT INTO shipment VALUES (1, 11, 1), (2, 11, 2), (3, 21, 1), (4, 31, 2), (5, NULL, NULL)`,
  `INSERT INTO review VALUES (1, 1), (2, 1), (3, 2), (4, 3), (5, NULL)`,
  `INSERT INTO invoice VALUES (1, 5)`,
  `INSERT INTO visit VALUES (1, 6)`,
  `INSERT INTO category VALUES (1, NULL), (2, 1), (3, 2), (4, 3), (5, 1), (9, NULL)`,
];

export const tables = [
  'customer',
  'orders',
  'order_line',
  'shipment',
  'review',
  'invoice',
  'visit',
  'category',
  'ledger',
] as const;
export type TableName = (typeof tables)[number];

const references: readonly (readonly [
  child: TableName,
  columns: readonly string[],
  parent: TableName,
  of: readonly string[],
])[] = [
  ['orders', ['customer_id'], 'customer', ['id']],
  ['order_line', ['order_id'], 'orders', ['id']],
  ['shipment', ['order_id', 'line'], 'order_line', ['order_id', 'line']],
  ['review', ['customer_id'], 'customer', ['id']],
  ['invoice', ['customer_id'], 'customer', ['id']],
  ['visit', ['customer_id'], 'customer', ['id']],
  ['category', ['parent_id'], 'category', ['id']],
];

/** What is wrong with the rows whoever wrote them, one line each; none: nothing. */
export const wrongRows = [
  ...references.map(([child, columns, parent, of]) => {
    const equal = columns.map((column, i) => `p.${of[i]} = c.${column}`).join(' AND ');
    const given = columns.map((column) => `c.${column} IS NOT NULL`).join(' AND ');
    return `SELECT 'orphan in ${child}', count(*) FROM ${child} c WHERE ${given} AND NOT EXISTS (SELECT 1 FROM ${parent} p WHERE ${equal}) HAVING count(*) > 0`;
  }),
  `SELECT 'order of which a part is missing', count(*) FROM (SELECT order_id FROM order_line GROUP BY order_id HAVING sum(amount) <> 0) torn HAVING count(*) > 0`,
].join(' UNION ALL ');

export const rowCounts = tables
  .map((table) => `SELECT '${table}', count(*) FROM ${table}`)
  .join(' UNION ALL ');
