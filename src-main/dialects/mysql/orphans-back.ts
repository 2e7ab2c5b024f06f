import type { OrphansBack } from '../../model/keys-off.ts';
import type { Write } from '../../model/row-sets.ts';

/** https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_foreign_key_checks */
export const orphansBack: OrphansBack = {
  refusal: () => null,
  off: () => ({
    keys: null,
    beforeBegin: false,
    locks: [],
    before: [checks(0)],
    after: [checks(1)],
    message:
      'To let them in, the server is told to check no foreign key in this session while the rows are written (foreign_key_checks = 0); Referee looks at the rows itself, and locks those it writes.',
  }),
};

function checks(on: 0 | 1): Write {
  return { statement: { text: `SET foreign_key_checks = ${on}`, params: [] }, expected: 0 };
}
