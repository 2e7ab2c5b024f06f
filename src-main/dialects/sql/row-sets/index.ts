import type { Table, TableRef } from '../../../model/catalog.ts';
import type { Statement } from '../../../model/plan.ts';
import type { RowSets, Write } from '../../../model/row-sets.ts';
import type { Session, SqlFacts } from '../../dialect.ts';
import { finish, type Sql } from '../statement.ts';
import { markAsked, markDeleted, markInserted, markSet } from './ask.ts';
import { spreadToLeaves } from './by-reference.ts';
import {
  deletedAmong,
  duplicates,
  leftBehind,
  nulled,
  parentMissing,
  reachedAgain,
  referencing,
} from './checks.ts';
import { failing } from './failing.ts';
import { imageColumns, present, readsMarked, readsPresent } from './images.ts';
import { spreadSetToLeaves } from './leaf-sets.ts';
import { columnsSet, counts, fingerprint, rows, sample } from './read.ts';
import { withoutForeignKeys, writesReinsert } from './reinsert.ts';
import { markedAll, markGone, markReinserted, markRestored } from './restore.ts';
import { asked, defaults, find, markFates, ranks } from './simulation.ts';
import { type KeptKeys, keepKeys, slippedIn, someSlippedIn } from './slipped-in.ts';
import { contradicted, spreadDelete, spreadGiven, spreadSet, unmarkChildren } from './spread.ts';
import { unlike } from './verify.ts';
import { createWorkspace, type Workspace } from './work-tables.ts';
import { writesDelete, writesInsert, writesSet } from './writes.ts';

/** Row sets kept in temporary tables of one session, inside its transaction. */
export function createRowSets(parts: {
  readonly facts: SqlFacts;
  readonly tables: readonly Table[];
  readonly session: Pick<Session, 'run' | 'unpackInto'>;
  /** Runs a statement whose answer nobody needs. Absent: as any other. */
  readonly put?: ((statement: Statement, signal?: AbortSignal) => Promise<void>) | undefined;
  /** An apply locks what it marks; a preview takes no locks. */
  readonly locking: boolean;
  readonly signal?: AbortSignal | undefined;
  /** After so many rows a preview stops looking for more. Absent: never. */
  readonly limit?: number | undefined;
  /** Called when work on a table begins, and when so many more of its rows are done. */
  readonly onRows?: ((table: TableRef, rows: number) => void) | undefined;
}): RowSets {
  const { limit = null, onRows = () => {} } = parts;
  let rowsFound = 0;
  const counted = async (table: TableRef, work: () => Promise<number>) => {
    onRows(table, 0);
    const count = await work();
    rowsFound += count;
    onRows(table, count);
    return count;
  };
  const done = async (table: TableRef, rows: number, work: () => Promise<void>) => {
    onRows(table, 0);
    await work();
    onRows(table, rows);
  };
  const written = (table: TableRef) => (write: Write) => ({ ...write, table });
  const space = openSpace('referee');
  let outcome = space;
  const keptKeys: KeptKeys = new Map();

  function openSpace(prefix: string): Workspace {
    const { facts, session, signal } = parts;
    const run = (statement: Sql) => session.run(finish(facts, statement), signal);
    const put = async (statement: Sql) => (parts.put ?? session.run)(finish(facts, statement), signal);
    const unpackInto: Workspace['unpackInto'] = (place, packed) => session.unpackInto(place, packed, signal);
    return createWorkspace({ ...parts, limit, prefix, run, put, unpackInto });
  }

  return {
    stoppedAt: () => (limit !== null && rowsFound > limit ? limit : null),
    markDeleted: (...args) => counted(args[0], () => markDeleted(space, ...args)),
    markSet: (...args) => counted(args[0], () => markSet(space, ...args)),
    async askedAlone(changes, updatedFirst) {
      const alone = openSpace(updatedFirst ? 'first' : 'asked');
      await markAsked(alone, changes, updatedFirst);
      return {
        asked: (...args) => asked(alone, ...args),
        writesDelete: async (...args) => (await writesDelete(alone, ...args)).map(written(args[0])),
        writesSet: async (...args) => (await writesSet(alone, ...args)).map(written(args[0])),
      };
    },
    deletedAmong: (...args) => deletedAmong(space, ...args),
    markInserted: (...args) => done(args[0], args[1].length, () => markInserted(space, ...args)),
    spreadDelete: (...args) => counted(args[0].child.table, () => spreadDelete(space, ...args)),
    unmarkChildren: (...args) => unmarkChildren(space, ...args),
    spreadToLeaves: (...args) => counted(args[0].child.table, () => spreadToLeaves(space, ...args)),
    spreadSetToLeaves: (...args) =>
      counted(args[0].relation.child.table, () => spreadSetToLeaves(space, ...args)),
    spreadSet: (...args) => counted(args[0].relation.child.table, () => spreadSet(space, ...args)),
    spreadGiven: (...args) => spreadGiven(space, ...args),
    contradicted: (...args) => contradicted(space, ...args),
    referencing: (...args) => referencing(space, ...args),
    reachedAgain: (...args) => reachedAgain(space, ...args),
    leftBehind: (...args) => leftBehind(space, ...args),
    parentMissing: (...args) => parentMissing(space, ...args),
    duplicates: (...args) => duplicates(space, ...args),
    failing: (...args) => failing(outcome, space, ...args),
    nulled: (...args) => nulled(space, ...args),
    counts: (...args) => counts(outcome, ...args),
    columnsSet: (...args) => columnsSet(outcome, ...args),
    rows: (...args) => rows(outcome, ...args),
    sample: (...args) => sample(outcome, ...args),
    async fingerprint(table) {
      onRows(table, 0);
      return fingerprint(outcome, table);
    },
    writesDelete: async (...args) => (await writesDelete(space, ...args)).map(written(args[0])),
    writesSet: async (...args) => (await writesSet(space, ...args)).map(written(args[0])),
    writesInsert: (...args) => writesInsert(space, ...args).map(written(args[0])),
    unlike: (...args) => unlike(outcome, ...args),
    keepKeys: (reach) => keepKeys(space, keptKeys, reach),
    someSlippedIn: (reaches) => someSlippedIn(space, keptKeys, reaches),
    slippedIn: (reach) => slippedIn(space, keptKeys, reach),
    imageColumns: (table) => imageColumns(space, table),
    readsMarked: (...args) => readsMarked(outcome, ...args),
    readsPresent: (...args) => readsPresent(space, ...args),
    present: (...args) => present(space, ...args),
    markGone: (...args) => done(args[0], args[1].length, () => markGone(space, ...args)),
    markRestored: (...args) => done(args[0], args[1].length, () => markRestored(space, ...args)),
    markReinserted: (...args) => done(args[0], args[2].count, () => markReinserted(space, ...args)),
    markedAll: (...args) => markedAll(space, ...args),
    writesReinsert: async (...args) => (await writesReinsert(space, ...args)).map(written(args[0])),
    withoutForeignKeys: (writes) => withoutForeignKeys(space, writes),
    asked: (...args) => asked(space, ...args),
    find: (...args) => find(space, ...args),
    ranks: (...args) => ranks(space, ...args),
    defaults: (...args) => defaults(space, ...args),
    async markOutcome(fates) {
      outcome = openSpace('predicted');
      await markFates(outcome, fates);
    },
  };
}
