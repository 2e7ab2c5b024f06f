import type { OrphansBack } from '../../model/keys-off.ts';

/** Within a transaction the pragma does nothing: https://www.sqlite.org/pragma.html#pragma_foreign_keys */
export const orphansBack: OrphansBack = {
  refusal: () => null,
  off: () => ({
    keys: null,
    beforeBegin: true,
    locks: [],
    before: [],
    after: [],
    message:
      'To let them in, SQLite is told to leave all foreign keys alone for this undo (PRAGMA foreign_keys = OFF); Referee looks at the rows itself, and nobody else can write to the file meanwhile.',
  }),
};
