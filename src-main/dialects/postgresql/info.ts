import { actionsAsDeclared, type DialectInfo } from '../../model/dialect-info.ts';
import { fields } from './fields.ts';

/**
 * PostgreSQL has all five actions for DELETE and UPDATE and does what they say.
 * https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
 */
export const info: DialectInfo = {
  id: 'postgresql',
  label: 'PostgreSQL',
  schemes: ['postgresql', 'postgres'],
  versions: '12 and newer; tested with 15 and 18',
  fields,
  modes: ['foreignKeys', 'prisma'],
  actions: { foreignKeys: actionsAsDeclared, prisma: actionsAsDeclared },
};
