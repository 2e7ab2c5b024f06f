import type { Database, Session } from '../../src-main/dialects/dialect.ts';
import { oneByOne } from '../../src-main/dialects/sql/one-by-one.ts';
import { isSqlite, type SqliteDatabase } from '../../src-main/dialects/sqlite/database.ts';
import type { Journal } from '../../src-main/storage/journal.ts';
import type { SwitchJournal } from '../../src-main/storage/switch-journal.ts';

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

/**
 * The database, of whose sessions every statement is a step: among those that go together as well, which are then sent one
 * by one, so that something can go wrong between them. `together`: all of these are one step.
 */
export function steppedDatabase(
  database: Database,
  { statement, moment }: Steps,
  together = false,
): Database {
  const stepped = <Own extends Session>(own: Own): Own => {
    const steps: Own = {
      ...own,
      begin: (options) => statement('BEGIN', () => own.begin(options)),
      run: (one, signal) => statement(one.text, () => own.run(one, signal)),
      async runTogether(all, signal) {
        if (!together) return oneByOne(steps, all, signal);
        const texts = all.map((one) => ('statement' in one ? one.statement.text : one.kind.toUpperCase()));
        const answers = await statement(texts.join('; '), () => own.runTogether(all, signal));
        if (all.some(({ kind }) => kind === 'commit')) moment('after COMMIT');
        return answers;
      },
      pack: (one, limit, take, signal) => statement(one.text, () => own.pack(one, limit, take, signal)),
      async commit() {
        await statement('COMMIT', () => own.commit());
        moment('after COMMIT');
      },
    };
    return steps;
  };
  const session = async () => stepped(await database.session());
  if (!isSqlite(database)) return { ...database, session };
  const schemaSession = async () => stepped(await database.schemaSession());
  const edited: SqliteDatabase = { ...database, session, schemaSession };
  return edited;
}

/** The journal of mode switches, of which every line is a step before and one after it is written. */
export function steppedSwitchJournal(journal: SwitchJournal, { moment }: Steps): SwitchJournal {
  const around =
    <Args extends readonly unknown[]>(name: string, work: (...args: Args) => Promise<void>) =>
    async (...args: Args): Promise<void> => {
      moment(`before ${name}`);
      await work(...args);
      moment(`after ${name}`);
    };
  return {
    ...journal,
    begin: around('begin', journal.begin),
    attempt: around('attempt', journal.attempt),
    started: around('started', journal.started),
    done: around('done', journal.done),
    repair: around('repair', journal.repair),
    end: around('end', journal.end),
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
