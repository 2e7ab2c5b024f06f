import type { Database } from '../../src-main/dialects/dialect.ts';

/**
 * Collects the texts of the statements that sessions taken from the database run from now on, and counts what is sent:
 * statements that go together are sent at once.
 */
export function watchStatements(database: Database) {
  const texts: string[] = [];
  let trips = 0;
  const session = database.session.bind(database);
  database.session = async () => {
    const own = await session();
    return {
      ...own,
      run(statement, signal) {
        texts.push(statement.text);
        trips += 1;
        return own.run(statement, signal);
      },
      runTogether(all, signal) {
        texts.push(...all.flatMap((one) => ('statement' in one ? [one.statement.text] : [])));
        trips += 1;
        return own.runTogether(all, signal);
      },
      begin(options) {
        trips += 1;
        return own.begin(options);
      },
      commit() {
        trips += 1;
        return own.commit();
      },
      pack(statement, limit, take, signal) {
        texts.push(statement.text);
        trips += 1;
        return own.pack(statement, limit, take, signal);
      },
    };
  };
  return {
    texts,
    trips: () => trips,
    stop() {
      database.session = session;
    },
  };
}
