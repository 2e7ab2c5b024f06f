import { readDelete, readUpdate } from '../../src-main/cli/plan/read-change.ts';
import type { Change } from '../../src-main/model/change.ts';
import { AppError } from '../../src-main/model/error.ts';
import type { RelationModel } from '../../src-main/model/relation.ts';
import type { Scenario } from './oracle-case.ts';

/** Statements that only prepare or look, and are sent as they are. */
const prepares = /^\s*(CREATE\s+TABLE|INSERT\s+INTO|ALTER\s+TABLE|SELECT)\b/i;
const changes = /^\s*(DELETE\s+FROM|UPDATE)\b/i;
/** What no plan is made of. */
const notPlanned: readonly (readonly [RegExp, string])[] = [
  [/CREATE\s+(TRIGGER|FUNCTION|RULE)/i, 'triggers and rules of the database take part'],
  [/PARTITION|INHERITS|ATTACH|scn2|x2\./i, 'partitions, inheritance or several databases'],
  [/^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT)/i, 'a transaction of several statements'],
  [/^\s*(SET|PRAGMA)\b/i, 'settings of a session'],
  [
    /^\s*(REPLACE|TRUNCATE|DROP|INSERT\s+IGNORE|DELETE\s+IGNORE|UPDATE\s+IGNORE|SHOW|see)\b/i,
    'a statement that no plan is made of',
  ],
  [/ON\s+(CONFLICT|DUPLICATE)/i, 'a statement that no plan is made of'],
];

const tooDeep: readonly string[] = ['depth.pg.50000'];

/** Why a scenario is not executed; null: it is. */
export function leftOut({ scenario, schema, steps, leftOut: recorded }: Scenario): string | null {
  if (recorded !== undefined) return recorded;
  if (tooDeep.includes(scenario))
    return 'a chain of 50,000 levels, which is planned level by level for minutes';
  const texts = [...schema, ...steps.map(({ sql }) => sql)];
  if (texts.some((text) => text.includes('…'))) return 'its record is abbreviated';
  for (const [shape, reason] of notPlanned) if (texts.some((text) => shape.test(text))) return reason;
  if (!steps.some(({ sql }) => changes.test(sql))) return 'it deletes and updates nothing';
  if (!steps.every(({ sql }) => changes.test(sql) || prepares.test(sql)))
    return 'a statement that no plan is made of';
  if (steps.some(({ sql, ok }) => !ok && !changes.test(sql))) return 'what it prepares is refused';
  return null;
}

/** The change that a statement asks for; null: it is no change; `no plan`: it computes values or orders rows. */
export function changeOf(sql: string, model: RelationModel): Change | null | 'no plan' {
  if (!changes.test(sql)) return null;
  const text = sql.replace(/^\s*(DELETE\s+FROM|UPDATE)\s+/i, '');
  const whole = /\bWHERE\b/i.test(text) ? text : `${text} WHERE TRUE`;
  try {
    return /^\s*UPDATE/i.test(sql) ? readUpdate(whole, model) : readDelete(whole, model);
  } catch (error) {
    if (error instanceof AppError && error.code === 'request.invalid') return 'no plan';
    throw error;
  }
}
