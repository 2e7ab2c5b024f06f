import type { ForeignKey, TableRef } from '../../../model/catalog.ts';
import { tableText } from '../../../model/identity.ts';
import type { StepCheck } from '../../../model/migration.ts';
import type { Statement } from '../../../model/plan.ts';
import { actionLetter } from '../catalog/foreign-keys.ts';
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

/** Counts the key, so long as it does what it did when it was read, and its rows were not looked at since. */
export function unvalidatedAsRead(key: ForeignKey, name: string): Statement {
  const actions = `confdeltype = '${actionLetter(key.onDelete)}' AND confupdtype = '${actionLetter(key.onUpdate)}'`;
  return {
    text: `SELECT count(*) ${some} AND NOT convalidated AND ${actions}`,
    params: params(key.table, [name]),
  };
}

function params(table: TableRef, names: readonly string[]): readonly string[] {
  // The only spelling of an array that a parameter takes: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
  const list = names.map((name) => `"${name.replace(/["\\]/g, '\\$&')}"`);
  return [quotedTable(table), `{${list.join(',')}}`];
}
