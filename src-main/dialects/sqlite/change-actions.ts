import type { ForeignKey } from '../../model/catalog.ts';
import type { Cut } from './check-names.ts';
import { readCreateTable } from './create-table.ts';
import { cut } from './edit-foreign-keys.ts';
import { actionText } from './foreign-key-text.ts';
import { parseForeignKeys } from './parse-foreign-keys.ts';

/** The text with other actions for one of its foreign keys, by its place among them; all else stays as it is. */
export function changeActions(
  sql: string,
  place: number,
  actions: Pick<ForeignKey, 'onDelete' | 'onUpdate'>,
): string {
  return changeAction(changeAction(sql, place, 'onDelete', actions), place, 'onUpdate', actions);
}

function changeAction(
  sql: string,
  place: number,
  event: 'onDelete' | 'onUpdate',
  actions: Pick<ForeignKey, 'onDelete' | 'onUpdate'>,
): string {
  const { tokens } = readCreateTable(sql);
  const clause = parseForeignKeys(readCreateTable(sql))[place];
  if (clause === undefined || clause[event] === actions[event]) return sql;
  const text = actionText(event, actions[event]);
  const [last, ...others] = clause.spelled.filter((spelled) => spelled.event === event).reverse();
  if (last === undefined) {
    const end = tokens[(clause.ranges[0]?.to ?? 0) - 1]?.end ?? sql.length;
    const after = sql.slice(end);
    return `${sql.slice(0, end)} ${text}${/^[\s,)]/.test(after) ? '' : ' '}${after}`;
  }
  const cuts: Cut[] = [text === '' ? last : { ...last, instead: text }, ...others];
  return cuts.reduce((edited, each) => cut(edited, tokens, each), sql);
}
