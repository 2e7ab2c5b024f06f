import type { Database } from '../../../src-main/dialects/dialect.ts';
import { sqlite } from '../../../src-main/dialects/sqlite/index.ts';
import type { MigrationStep } from '../../../src-main/model/migration.ts';
import { catalogOf, direct } from './database-file.ts';

export const { foreignKeys } = sqlite;

/** Named, inline, deferred and table constraint keys; comments; all kinds of things that hang on the tables. */
export const shop = `CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
  CREATE TABLE "order" (
    id INTEGER PRIMARY KEY, -- the number
    customer INT NOT NULL CONSTRAINT buyer REFERENCES customer (id) ON DELETE CASCADE,
    friend TEXT REFERENCES customer (name) DEFERRABLE INITIALLY DEFERRED
  );
  CREATE TABLE line (
    "order" INT, no INT, -- both
    FOREIGN KEY ("order") REFERENCES "order" ON DELETE CASCADE, PRIMARY KEY ("order", no)
  ) WITHOUT ROWID;
  CREATE INDEX of_customer ON "order" (customer); CREATE VIEW v AS SELECT * FROM "order";
  CREATE TRIGGER tr AFTER INSERT ON line BEGIN SELECT 1; END;
  INSERT INTO customer VALUES (1, 'Ada'), (2, 'Bob'); INSERT INTO "order" VALUES (1, 1, 'Bob'), (2, 2, NULL);
  INSERT INTO line VALUES (1, 1), (1, 2), (2, 1);`;

/** All of the file: schema and rows. */
export function everything(file: string): unknown {
  return direct(file, (db) => {
    const schema = db
      .prepare<[], { name: string; type: string }>('SELECT * FROM sqlite_schema ORDER BY rowid')
      .all();
    const tables = schema.filter(({ type }) => type === 'table');
    return [
      schema,
      tables.map(({ name }) => db.prepare(`SELECT * FROM "${name.replaceAll('"', '""')}"`).all()),
    ];
  });
}

export async function apply(database: Database, steps: readonly MigrationStep[]): Promise<number[]> {
  const begun: number[] = [];
  await foreignKeys.apply(database, steps, { onStep: (index) => begun.push(index) });
  return begun;
}

/** Drops all keys, gives what brings them back. */
export async function dropAll(database: Database) {
  const catalog = await catalogOf(database);
  const { steps, remembered } = foreignKeys.drop(catalog, catalog.foreignKeys);
  await apply(database, steps);
  return { keys: catalog.foreignKeys, remembered, steps };
}
