/** CREATE TABLE texts that mislead whoever reads them carelessly, with what their foreign keys are. */
export const hostileTables: readonly {
  readonly title: string;
  readonly sql: string;
  readonly keys: number;
}[] = [
  { title: 'no foreign key', sql: 'CREATE TABLE t (a, b)', keys: 0 },
  {
    title: 'inline keys',
    sql: 'CREATE TABLE t (a REFERENCES p, b INT NOT NULL REFERENCES p(x) ON DELETE CASCADE)',
    keys: 2,
  },
  {
    title: 'escaped quotes in names',
    sql: `CREATE TABLE "t""1" ("a ""b" INT CONSTRAINT "k""1" REFERENCES "p""q" ("x""y"), [c d] REFERENCES [p q]([x y]), \`e\`\`f\` REFERENCES \`p\`)`,
    keys: 3,
  },
  {
    title: 'names spelled as strings',
    sql: `CREATE TABLE 't' ('a' INT REFERENCES 'p' ('x'), b, FOREIGN KEY ('b') REFERENCES 'p')`,
    keys: 2,
  },
  {
    title: 'keywords as names',
    sql: 'CREATE TABLE t ("references" INT, [foreign] INT, `constraint` INT, key INT REFERENCES p, match INT, no REFERENCES p, action, cascade, initially INT, deferred INT, restrict, "foreign key" REFERENCES p)',
    keys: 3,
  },
  {
    title: 'strings and expressions that speak of keys',
    sql: `CREATE TABLE t (a TEXT DEFAULT 'REFERENCES p(x)' CHECK (a <> 'FOREIGN KEY (a) REFERENCES p'), b DEFAULT ('x' || ' CONSTRAINT REFERENCES'),
      c GENERATED ALWAYS AS (a || ' DEFERRABLE, FOREIGN KEY (a) REFERENCES p') STORED, d AS ("references" + 1), "references" INT REFERENCES p, CHECK ("references" > 0 OR a = ')'))`,
    keys: 1,
  },
  {
    title: 'comments everywhere',
    sql: `CREATE TABLE t ( -- REFERENCES p, (
      a /* FOREIGN */ INT /* ) */ REFERENCES /* the */ p /* of */ ( /* x, */ x ) -- gone (
        ON /* on */ DELETE -- or
        CASCADE, -- after a
      -- before b
      b INT, /* , */
      -- before the key
      CONSTRAINT /* name */ k FOREIGN /* * / */ KEY ( b -- b
      ) REFERENCES p ( x ) /* end */ -- last
    ) -- behind`,
    keys: 2,
  },
  {
    title: 'table constraints without commas between them',
    sql: 'CREATE TABLE t (a, b, c, FOREIGN KEY (a) REFERENCES p FOREIGN KEY (b) REFERENCES p (x) CONSTRAINT u UNIQUE (a) CONSTRAINT k FOREIGN KEY (c) REFERENCES p CHECK (a > 0), CONSTRAINT k2 FOREIGN KEY (a, b) REFERENCES p (x, y) CHECK (b > 0))',
    keys: 4,
  },
  {
    title: 'a key between two other table constraints',
    sql: 'CREATE TABLE t (a, b, UNIQUE (a), FOREIGN KEY (a) REFERENCES p, UNIQUE (b))',
    keys: 1,
  },
  {
    title: 'every clause, in unusual order and more than once',
    sql: `CREATE TABLE t (a INT REFERENCES p (x) MATCH FULL ON UPDATE SET DEFAULT ON DELETE RESTRICT ON DELETE SET NULL MATCH SIMPLE ON INSERT CASCADE NOT NULL UNIQUE,
      b INT, FOREIGN KEY (b) REFERENCES p ON UPDATE NO ACTION MATCH PARTIAL NOT DEFERRABLE INITIALLY IMMEDIATE)`,
    keys: 2,
  },
  {
    title: 'deferrability apart from its key',
    sql: 'CREATE TABLE t (a REFERENCES p NOT NULL DEFERRABLE INITIALLY DEFERRED UNIQUE, b DEFERRABLE INITIALLY IMMEDIATE, c REFERENCES p, d INT NOT DEFERRABLE CHECK (d > 0))',
    keys: 2,
  },
  {
    title: 'no white space where none is needed',
    sql: `CREATE TABLE t(a INT REFERENCES"p"("x")NOT NULL,"b"REFERENCES[p]UNIQUE,c DEFAULT 'x'REFERENCES p DEFAULT'y',FOREIGN KEY("a")REFERENCES"p"CHECK(a>0))`,
    keys: 4,
  },
  {
    title: 'STRICT',
    sql: 'CREATE TABLE t (a INTEGER PRIMARY KEY REFERENCES p, b ANY, FOREIGN KEY (b) REFERENCES p) STRICT',
    keys: 2,
  },
  {
    title: 'WITHOUT ROWID',
    sql: 'CREATE TABLE t (a TEXT REFERENCES p, b TEXT, PRIMARY KEY (a, b), FOREIGN KEY (b) REFERENCES t (a)) WITHOUT ROWID, STRICT',
    keys: 2,
  },
  {
    title: 'a key as the last of many lines',
    sql: 'CREATE TABLE t (\n\tid INTEGER PRIMARY KEY AUTOINCREMENT,\n\ta INT,\n\tCONSTRAINT k FOREIGN KEY (a)\n\t\tREFERENCES p (x)\n\t\tON DELETE CASCADE\n)',
    keys: 1,
  },
  {
    title: 'Windows line ends',
    sql: 'CREATE TABLE t (\r\n  a INT, -- a\r\n  FOREIGN KEY (a) REFERENCES p (x) -- k\r\n)',
    keys: 1,
  },
  {
    title: 'numbers and types with parentheses',
    sql: "CREATE TABLE t (a DECIMAL(10, 2) DEFAULT -1.5e-3 REFERENCES p, b VARCHAR(20) DEFAULT +.5 COLLATE NOCASE REFERENCES p, c DEFAULT 0x1F, d DEFAULT x'27' REFERENCES p)",
    keys: 3,
  },
  {
    title: 'letters beyond ASCII',
    sql: 'CREATE TABLE größe (straße INT REFERENCES p, constra\u0131nt INT, ſ REFERENCES p, "\u{1f600}" INT, \u{1f600}\u00a0 INT REFERENCES größe)',
    keys: 3,
  },
  {
    title: 'collations and orders in the list of columns',
    sql: 'CREATE TABLE t (a TEXT COLLATE NOCASE, b, PRIMARY KEY (a COLLATE BINARY DESC, b), FOREIGN KEY (a) REFERENCES t (a))',
    keys: 1,
  },
  { title: 'a comment left open at the end', sql: 'CREATE TABLE t (a REFERENCES p) /* open', keys: 1 },
];
