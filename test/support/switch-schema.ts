/** Every action, a composite key, a self-reference, several keys between the same tables and on the same column. */
export const schema = [
  `CREATE TABLE category (id int PRIMARY KEY, parent_id int, -- the "tree"
    CONSTRAINT category_parent FOREIGN KEY (parent_id) REFERENCES category (id) ON DELETE SET NULL)`,
  'CREATE TABLE author (id int PRIMARY KEY, country varchar(2) NOT NULL, number int NOT NULL, UNIQUE (country, number))',
  `CREATE TABLE book (id int PRIMARY KEY, author_id int NOT NULL, editor_id int, category_id int DEFAULT 1,
    CONSTRAINT book_editor FOREIGN KEY (editor_id) REFERENCES author (id) ON DELETE RESTRICT ON UPDATE SET NULL,
    CONSTRAINT book_author FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  `CREATE TABLE contract (id int PRIMARY KEY, country varchar(2), number int,
    CONSTRAINT contract_author FOREIGN KEY (country, number) REFERENCES author (country, number) ON UPDATE CASCADE)`,
  `CREATE TABLE note (id int PRIMARY KEY, book_id int,
    CONSTRAINT note_a FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE CASCADE,
    CONSTRAINT note_b FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE NO ACTION)`,
  'INSERT INTO category VALUES (1, NULL), (2, 1), (3, 2)',
  "INSERT INTO author VALUES (1, 'at', 1), (2, 'at', 2)",
  'INSERT INTO book VALUES (1, 1, 2, 1), (2, 1, NULL, 2), (3, 2, 1, 3)',
  "INSERT INTO contract VALUES (1, 'at', 2), (2, NULL, 7)",
  'INSERT INTO note VALUES (1, 1), (2, NULL), (3, 3)',
];
/** For engines that keep SET DEFAULT. */
export const withDefault =
  'CREATE TABLE shelf (id int PRIMARY KEY, category_id int DEFAULT 1, ' +
  'CONSTRAINT shelf_category FOREIGN KEY (category_id) REFERENCES category (id) ON DELETE SET DEFAULT)';
