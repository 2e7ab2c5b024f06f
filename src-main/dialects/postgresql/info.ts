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
  versions: '12 and newer; tested with 15',
  fields,
  modes: ['foreignKeys', 'prisma'],
  actions: {
    /**
     * A NO ACTION key that is not deferrable is checked in the same queue as the cascades rather than after them, so
     * that on some diamonds the order of creation decides. Its trigger's comment calls this "no action" all the same:
     * https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES
     */
    foreignKeys: asDeclared.map((effect) =>
      effect.action === 'noAction'
        ? {
            ...effect,
            note: 'Checked once the cascades queued before it have run; at COMMIT where the key is deferred.',
          }
        : effect,
    ),
    prisma: asDeclared,
  },
};
