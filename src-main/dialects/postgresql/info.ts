import type { DialectInfo, EffectiveAction } from '../../model/dialect-info.ts';
import { referentialActions } from '../../model/relation.ts';
import { fields } from './fields.ts';

/**
 * PostgreSQL has all five actions for DELETE and UPDATE and does what they say.
 * https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
 */
const asDeclared: readonly EffectiveAction[] = referentialActions.map((action) => ({
  action,
  onDelete: action,
  onUpdate: action,
  note: null,
}));

export const info: DialectInfo = {
  id: 'postgresql',
  label: 'PostgreSQL',
  schemes: ['postgresql', 'postgres'],
  versions: '12 and newer; tested with 15 and 18',
  fields,
  modes: ['foreignKeys', 'prisma'],
  actions: { foreignKeys: asDeclared, prisma: asDeclared },
};
