import type { TableRef } from '../../../model/catalog.ts';
import { tableText } from '../../../model/identity.ts';
import type { StepCheck } from '../../../model/migration.ts';
import { quotedTable } from './constraint-clause.ts';
import { countOfKeys } from './step-text.ts';

const some = `FROM pg_catalog.pg_constraint WHERE contype = 'f' AND conrelid = $1::text::regclass AND conname = ANY ($2::name[])`;

/** So many of the keys of that name are there. */
export function keysThere(table: TableRef, names: readonly string[], count: 'all' | 'none'): StepCheck {
  const wanted = count === 'all' ? names.length : 0;
  const how = count === 'all' ? 'has' : 'does not have';
  return {
    sentence: `${tableText(table)} ${how} ${countOfKeys(names.length)}: ${names.join(', ')}.`,
    statement: { text: `SELECT count(*) = ${wanted} ${some}`, params: params(table, names) },
  };
}

/** The rows from before were looked at. */
export function keysValidated(table: TableRef, names: readonly string[]): StepCheck {
  return {
    sentence: `PostgreSQL has checked the rows of ${tableText(table)} against ${names.join(', ')}.`,
    statement: {
      text: `SELECT count(*) = ${names.length} ${some} AND convalidated`,
      params: params(table, names),
    },
  };
}

function params(table: TableRef, names: readonly string[]): readonly string[] {
  // The only spelling of an array that a parameter takes: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
  const list = names.map((name) => `"${name.replace(/["\\]/g, '\\$&')}"`);
  return [quotedTable(table), `{${list.join(',')}}`];
}
