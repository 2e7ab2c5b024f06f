import { actionsAsDeclared, type DialectInfo } from '../../model/dialect-info.ts';

/** SQLite keeps all five actions as declared: https://sqlite.org/foreignkeys.html#fk_actions. */
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
  actions: { foreignKeys: actionsAsDeclared, prisma: actionsAsDeclared },
};
