import pg from 'pg';
import type { ScriptFacts } from '../../../model/switch-way.ts';
import { writeValue } from '../write-value.ts';

/** Without a lock timeout, a script would wait for a busy table for ever, and all others behind it. */
export const script: ScriptFacts = {
  program: [],
  head: [`SET lock_timeout = '3s';`],
  begin: ['BEGIN;'],
  commit: ['COMMIT;'],
  literal(value) {
    const text = writeValue(value);
    return text === null ? 'NULL' : pg.escapeLiteral(text);
  },
};
