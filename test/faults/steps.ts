import type { Database } from '../../src-main/dialects/dialect.ts';
import type { Journal } from '../../src-main/storage/journal.ts';

/** What goes wrong at a step of an apply, which are numbered from 1 on. */
export type Fault = {
  /** Something is sent to the database; `send` does so. */
  onStatement<T>(step: number, send: () => Promise<T>): Promise<T>;
  /** Something is about to be done, or was done, by the program alone. */
  onMoment(step: number): void;
};

export type Steps = ReturnType<typeof createSteps>;

/** Numbers what an apply does, one after the other, in the database and in the journal. */
export function createSteps(fault: Fault) {
  const names: string[] = [];
  return {
    /** The steps so far, by what they do. */
    names,
    statement<T>(name: string, send: () => Promise<T>): Promise<T> {
      return fault.onStatement(names.push(name), send);
    },
    moment(name: string): void {
      fault.onMoment(names.push(name));
    },
  };
}

/** The database, of whose sessions every statement is a step. */
export function steppedDatabase(database: Database, { statement, moment }: Steps): Database {
  return {
    ...database,
    async session() {
      const own = await database.session();
      return {
        ...own,
        begin: (options) => statement('BEGIN', () => own.begin(options)),
        run: (one, signal) => statement(one.text, () => own.run(one, signal)),
        pack: (one, limit, take, signal) => statement(one.text, () => own.pack(one, limit, take, signal)),
        async commit() {
          await statement('COMMIT', () => own.commit());
          moment('after COMMIT');
        },
      };
    },
  };
}

/** The journal, of which every step is one before and one after it is done. */
export function steppedJournal(journal: Journal, { moment }: Steps): Journal {
  const around =
    <Args extends readonly unknown[], Result>(name: string, work: (...args: Args) => Result) =>
    (...args: Args): Result => {
      moment(`before ${name}`);
      const result = work(...args);
      moment(`after ${name}`);
      return result;
    };
  return {
    ...journal,
    begin: around('begin', journal.begin),
    open: around('open', journal.open),
    append: around('append', journal.append),
    ready: around('ready', journal.ready),
    applied: around('applied', journal.applied),
    prune: around('prune', journal.prune),
  };
}
