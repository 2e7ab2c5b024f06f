/**
 * The bookshop, smaller and for any engine: every action, a self-reference, a composite foreign key, a diamond, and a
 * table whose name is a keyword. `setDefault`: what the engine has of SET DEFAULT.
 */
export const shopSchema = (setDefault: string): readonly string[] => [
  'CREATE TABLE city (id INT NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL)',
  'CREATE TABLE loyalty_tier (code VARCHAR(10) NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL)',
  `CREATE TABLE customer (
     id INT NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL, city_id INT, referred_by_id INT,
     tier_code VARCHAR(10) NOT NULL DEFAULT 'reader',
     CONSTRAINT customer_city_fk FOREIGN KEY (city_id) REFERENCES city (id) ON DELETE SET NULL,
     CONSTRAINT customer_tier_fk FOREIGN KEY (tier_code) REFERENCES loyalty_tier (code) ${setDefault} ON UPDATE CASCADE,
     CONSTRAINT customer_referred_by_fk FOREIGN KEY (referred_by_id) REFERENCES customer (id) ON DELETE SET NULL)`,
  `CREATE TABLE customer_profile (
     customer_id INT NOT NULL PRIMARY KEY, phone VARCHAR(20),
     CONSTRAINT customer_profile_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id)
       ON DELETE CASCADE ON UPDATE CASCADE)`,
  'CREATE TABLE book (id INT NOT NULL PRIMARY KEY, title VARCHAR(60) NOT NULL, price DECIMAL(8,2) NOT NULL)',
  `CREATE TABLE "order" (
     id INT NOT NULL PRIMARY KEY, customer_id INT NOT NULL, note VARCHAR(60),
     CONSTRAINT order_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id)
       ON DELETE CASCADE ON UPDATE CASCADE)`,
  `CREATE TABLE order_item (
     order_id INT NOT NULL, line INT NOT NULL, book_id INT NOT NULL, PRIMARY KEY (order_id, line),
     CONSTRAINT order_item_order_fk FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE CASCADE ON UPDATE CASCADE,
     CONSTRAINT order_item_book_fk FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE RESTRICT)`,
  `CREATE TABLE invoice (
     id INT NOT NULL PRIMARY KEY, number VARCHAR(20) NOT NULL UNIQUE, order_id INT NOT NULL UNIQUE,
     CONSTRAINT invoice_order_fk FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE RESTRICT ON UPDATE CASCADE)`,
  `CREATE TABLE review (
     id INT NOT NULL PRIMARY KEY, book_id INT NOT NULL, customer_id INT, order_id INT, order_line INT,
     body VARCHAR(200),
     CONSTRAINT review_book_fk FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE NO ACTION,
     CONSTRAINT review_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE SET NULL,
     CONSTRAINT review_order_item_fk FOREIGN KEY (order_id, order_line) REFERENCES order_item (order_id, line)
       ON DELETE SET NULL ON UPDATE CASCADE)`,
];

/** Customer 2 has everything a delete can reach; customer 1 has an invoice. */
export const shopRows: readonly string[] = [
  "INSERT INTO city VALUES (1, 'Cork'), (2, 'Łódź')",
  "INSERT INTO loyalty_tier VALUES ('reader', 'Reader'), ('gold', 'Gold')",
  `INSERT INTO customer VALUES (1, 'City Library', 1, NULL, 'gold'), (2, 'Ada O''Hara', 2, 1, 'reader'),
     (3, 'Bob', NULL, 2, 'reader'), (4, 'Cy', 1, 2, 'gold'), (5, 'Di', 1, 3, 'reader')`,
  "INSERT INTO customer_profile VALUES (1, NULL), (2, '+353 1'), (3, NULL)",
  "INSERT INTO book VALUES (1, 'Ulysses', 12.50), (2, 'Dubliners', 9.90), (3, 'Emma', 7.00)",
  `INSERT INTO "order" VALUES (10, 1, NULL), (11, 1, 'for "the" kids'), (20, 2, NULL), (21, 2, '🎁'), (22, 2, NULL),
     (30, 3, NULL)`,
  'INSERT INTO order_item VALUES (10, 1, 1), (11, 1, 2), (20, 1, 1), (20, 2, 2), (21, 1, 3), (22, 1, 1), (30, 1, 3)',
  "INSERT INTO invoice VALUES (1, 'R-10', 10), (2, 'R-11', 11), (3, 'R-30', 30)",
  `INSERT INTO review VALUES (1, 1, 2, 20, 1, 'both ways'), (2, 2, 3, 20, 2, 'by its order item'),
     (3, 3, 2, NULL, NULL, 'by its customer'), (4, 1, 1, 10, 1, 'of another'), (5, 2, NULL, NULL, NULL, NULL)`,
];
