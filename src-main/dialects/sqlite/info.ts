import type { DialectInfo, EffectiveAction } from '../../model/dialect-info.ts';
import { referentialActions } from '../../model/relation.ts';

/** SQLite keeps all five actions as declared: https://sqlite.org/foreignkeys.html#fk_actions. */
const asDeclared: readonly EffectiveAction[] = referentialActions.map((action) => ({
  action,
  onDelete: action,
  onUpdate: action,
  note: null,
}));

export const info: DialectInfo = {
  id: 'sqlite',
  label: 'SQLite',
  schemes: ['sqlite', 'file'],
  versions: '3, any file of it; read and written with SQLite 3.54.1',
  fields: [
    {
      name: 'file',
      label: 'Database file',
      kind: 'file',
      required: true,
      default: null,
      placeholder: '/home/ada/shop.db',
      choices: [],
    },
  ],
  modes: ['foreignKeys', 'prisma'],
  actions: { foreignKeys: asDeclared, prisma: asDeclared },
};
