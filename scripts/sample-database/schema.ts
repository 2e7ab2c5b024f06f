/**
 * Parents before children. The relations hold each referential action on delete, two self-references, a diamond
 * (customer to review, directly and by way of order and order_item), a composite foreign key, two many-to-many, a
 * one-to-one, and one relation that is left without an index on purpose: order_item.book_id.
 */
export const schema = `
CREATE TABLE country (
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  currency TEXT NOT NULL,
  CONSTRAINT country_pk PRIMARY KEY (code),
  CONSTRAINT country_name_key UNIQUE (name),
  CONSTRAINT country_code_check CHECK (length(code) = 2)
);

CREATE TABLE city (
  id INTEGER PRIMARY KEY,
  country_code TEXT NOT NULL,
  name TEXT NOT NULL,
  CONSTRAINT city_name_key UNIQUE (country_code, name),
  CONSTRAINT city_country_fk FOREIGN KEY (country_code) REFERENCES country (code) ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE publisher (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  city_id INTEGER,
  founded INTEGER NOT NULL,
  website TEXT,
  CONSTRAINT publisher_name_key UNIQUE (name),
  CONSTRAINT publisher_city_fk FOREIGN KEY (city_id) REFERENCES city (id) ON DELETE SET NULL ON UPDATE SET NULL
);
CREATE INDEX publisher_city_idx ON publisher (city_id);

CREATE TABLE author (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  country_code TEXT,
  born INTEGER,
  CONSTRAINT author_country_fk FOREIGN KEY (country_code) REFERENCES country (code) ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX author_country_idx ON author (country_code);
CREATE INDEX author_name_idx ON author (name);

CREATE TABLE category (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  CONSTRAINT category_slug_key UNIQUE (slug),
  CONSTRAINT category_parent_fk FOREIGN KEY (parent_id) REFERENCES category (id) ON DELETE CASCADE
);
CREATE INDEX category_parent_idx ON category (parent_id);

CREATE TABLE book (
  id INTEGER PRIMARY KEY,
  isbn TEXT NOT NULL,
  title TEXT NOT NULL,
  subtitle TEXT,
  publisher_id INTEGER NOT NULL,
  language TEXT NOT NULL DEFAULT 'en',
  published_on DATE NOT NULL,
  pages INTEGER NOT NULL,
  price NUMERIC(8,2) NOT NULL,
  details JSON,
  cover BLOB,
  CONSTRAINT book_isbn_key UNIQUE (isbn),
  CONSTRAINT book_price_check CHECK (price >= 0),
  CONSTRAINT book_publisher_fk FOREIGN KEY (publisher_id) REFERENCES publisher (id) ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE INDEX book_publisher_idx ON book (publisher_id);
CREATE INDEX book_title_idx ON book (title);

CREATE TABLE book_author (
  book_id INTEGER NOT NULL,
  author_id INTEGER NOT NULL,
  position INTEGER NOT NULL DEFAULT 1,
  role TEXT NOT NULL DEFAULT 'author',
  CONSTRAINT book_author_pk PRIMARY KEY (book_id, author_id),
  CONSTRAINT book_author_book_fk FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT book_author_author_fk FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE NO ACTION ON UPDATE CASCADE
);
CREATE INDEX book_author_author_idx ON book_author (author_id);

CREATE TABLE book_category (
  book_id INTEGER NOT NULL,
  category_id INTEGER NOT NULL,
  CONSTRAINT book_category_pk PRIMARY KEY (book_id, category_id),
  CONSTRAINT book_category_book_fk FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT book_category_category_fk FOREIGN KEY (category_id) REFERENCES category (id) ON DELETE CASCADE
);
CREATE INDEX book_category_category_idx ON book_category (category_id);

CREATE TABLE branch (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  city_id INTEGER NOT NULL,
  opened_on DATE NOT NULL,
  CONSTRAINT branch_name_key UNIQUE (name),
  CONSTRAINT branch_city_fk FOREIGN KEY (city_id) REFERENCES city (id)
);
CREATE INDEX branch_city_idx ON branch (city_id);

CREATE TABLE stock (
  branch_id INTEGER NOT NULL,
  book_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL DEFAULT 0,
  reorder_at INTEGER NOT NULL DEFAULT 2,
  shelf TEXT,
  CONSTRAINT stock_pk PRIMARY KEY (branch_id, book_id),
  CONSTRAINT stock_quantity_check CHECK (quantity >= 0),
  CONSTRAINT stock_branch_fk FOREIGN KEY (branch_id) REFERENCES branch (id) ON DELETE CASCADE,
  CONSTRAINT stock_book_fk FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX stock_book_idx ON stock (book_id);

CREATE TABLE loyalty_tier (
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  discount_percent NUMERIC(4,1) NOT NULL,
  CONSTRAINT loyalty_tier_pk PRIMARY KEY (code)
);

CREATE TABLE customer (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'person',
  city_id INTEGER,
  tier_code TEXT NOT NULL DEFAULT 'reader',
  referred_by_id INTEGER,
  registered_on DATE NOT NULL,
  CONSTRAINT customer_email_key UNIQUE (email),
  CONSTRAINT customer_kind_check CHECK (kind IN ('person', 'business')),
  CONSTRAINT customer_city_fk FOREIGN KEY (city_id) REFERENCES city (id) ON DELETE SET NULL,
  CONSTRAINT customer_tier_fk FOREIGN KEY (tier_code) REFERENCES loyalty_tier (code) ON DELETE SET DEFAULT ON UPDATE CASCADE,
  CONSTRAINT customer_referred_by_fk FOREIGN KEY (referred_by_id) REFERENCES customer (id) ON DELETE SET NULL
);
CREATE INDEX customer_city_idx ON customer (city_id);
CREATE INDEX customer_tier_idx ON customer (tier_code);
CREATE INDEX customer_referred_by_idx ON customer (referred_by_id);

CREATE TABLE customer_profile (
  customer_id INTEGER NOT NULL,
  birthday DATE,
  phone TEXT,
  newsletter BOOLEAN NOT NULL DEFAULT 0,
  preferences JSON NOT NULL DEFAULT '{}',
  CONSTRAINT customer_profile_pk PRIMARY KEY (customer_id),
  CONSTRAINT customer_profile_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "order" (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL,
  placed_at DATETIME NOT NULL,
  status TEXT NOT NULL DEFAULT 'placed',
  shipping NUMERIC(6,2) NOT NULL DEFAULT 0,
  note TEXT,
  CONSTRAINT order_status_check CHECK (status IN ('placed', 'shipped', 'delivered', 'cancelled')),
  CONSTRAINT order_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX order_customer_idx ON "order" (customer_id);
CREATE INDEX order_placed_at_idx ON "order" (placed_at);

CREATE TABLE order_item (
  order_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  book_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL DEFAULT 1,
  unit_price NUMERIC(8,2) NOT NULL,
  CONSTRAINT order_item_pk PRIMARY KEY (order_id, line),
  CONSTRAINT order_item_quantity_check CHECK (quantity > 0),
  CONSTRAINT order_item_order_fk FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT order_item_book_fk FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE RESTRICT
);

CREATE TABLE invoice (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  order_id INTEGER NOT NULL,
  issued_on DATE NOT NULL,
  due_on DATE NOT NULL,
  total NUMERIC(10,2) NOT NULL,
  paid_on DATE,
  CONSTRAINT invoice_number_key UNIQUE (number),
  CONSTRAINT invoice_order_key UNIQUE (order_id),
  CONSTRAINT invoice_order_fk FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  book_id INTEGER NOT NULL,
  customer_id INTEGER,
  order_id INTEGER,
  order_line INTEGER,
  rating INTEGER NOT NULL,
  title TEXT NOT NULL,
  body TEXT,
  written_on DATE NOT NULL,
  CONSTRAINT review_rating_check CHECK (rating BETWEEN 1 AND 5),
  CONSTRAINT review_customer_book_key UNIQUE (customer_id, book_id),
  CONSTRAINT review_book_fk FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT review_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT review_order_item_fk FOREIGN KEY (order_id, order_line) REFERENCES order_item (order_id, line)
    ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX review_book_idx ON review (book_id);
CREATE INDEX review_order_item_idx ON review (order_id, order_line);
`;
