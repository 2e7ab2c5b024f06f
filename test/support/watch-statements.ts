import type { Database } from '../../src-main/dialects/dialect.ts';

/** Collects the texts of the statements that sessions taken from the database run from now on. */
export function watchStatements(database: Database): { readonly texts: string[]; stop(): void } {
  const texts: string[] = [];
  const session = database.session.bind(database);
  database.session = async () => {
    const own = await session();
    return {
      ...own,
      run(statement, signal) {
        texts.push(statement.text);
        return own.run(statement, signal);
      },
      pack(statement, limit, take, signal) {
        texts.push(statement.text);
        return own.pack(statement, limit, take, signal);
      },
    };
  };
  return {
    texts,
    stop() {
      database.session = session;
    },
  };
}
