import type { Table } from '../../../model/catalog.ts';
import type { RowSets } from '../../../model/row-sets.ts';
import type { Session, SqlFacts } from '../../dialect.ts';
import { finish } from '../statement.ts';
import { markDeleted, markInserted, markSet } from './ask.ts';
import { duplicates, leftBehind, nulled, parentMissing, referencing } from './checks.ts';
import { marked, present } from './images.ts';
import { counts, fingerprint, rows } from './read.ts';
import { withoutForeignKeys, writesReinsert } from './reinsert.ts';
import { markedAll, markGone, markReinserted, markRestored } from './restore.ts';
import { contradicted, spreadDelete, spreadSet } from './spread.ts';
import { createWorkspace } from './work-tables.ts';
import { unlike, writesDelete, writesInsert, writesSet } from './writes.ts';

/** Row sets kept in temporary tables of one session, inside its transaction. */
export function createRowSets(parts: {
  readonly facts: SqlFacts;
  readonly tables: readonly Table[];
  readonly session: Session;
  /** An apply locks what it marks; a preview takes no locks. */
  readonly locking: boolean;
  readonly signal?: AbortSignal | undefined;
}): RowSets {
  const { facts, session, signal } = parts;
  const space = createWorkspace({
    ...parts,
    run: (statement) => session.run(finish(facts, statement), signal),
  });
  return {
    markDeleted: (...args) => markDeleted(space, ...args),
    markSet: (...args) => markSet(space, ...args),
    markInserted: (...args) => markInserted(space, ...args),
    spreadDelete: (...args) => spreadDelete(space, ...args),
    spreadSet: (...args) => spreadSet(space, ...args),
    contradicted: (...args) => contradicted(space, ...args),
    referencing: (...args) => referencing(space, ...args),
    leftBehind: (...args) => leftBehind(space, ...args),
    parentMissing: (...args) => parentMissing(space, ...args),
    duplicates: (...args) => duplicates(space, ...args),
    nulled: (...args) => nulled(space, ...args),
    counts: (...args) => counts(space, ...args),
    rows: (...args) => rows(space, ...args),
    fingerprint: (...args) => fingerprint(space, ...args),
    writesDelete: (...args) => writesDelete(space, ...args),
    writesSet: (...args) => writesSet(space, ...args),
    writesInsert: (...args) => writesInsert(space, ...args),
    unlike: (...args) => unlike(space, ...args),
    marked: (...args) => marked(space, ...args),
    present: (...args) => present(space, ...args),
    markGone: (...args) => markGone(space, ...args),
    markRestored: (...args) => markRestored(space, ...args),
    markReinserted: (...args) => markReinserted(space, ...args),
    markedAll: (...args) => markedAll(space, ...args),
    writesReinsert: (...args) => writesReinsert(space, ...args),
    withoutForeignKeys: (writes) => withoutForeignKeys(space, writes),
  };
}
