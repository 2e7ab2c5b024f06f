import { actionsAsDeclared, type DialectInfo, type EffectiveAction } from '../../model/dialect-info.ts';

const faithful = (action: EffectiveAction['action']): EffectiveAction => ({
  action,
  onDelete: action,
  onUpdate: action,
  note: null,
});

/** What InnoDB makes of a declared action; https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html */
const enforced: readonly EffectiveAction[] = [
  faithful('cascade'),
  faithful('restrict'),
  {
    action: 'noAction',
    onDelete: 'restrict',
    onUpdate: 'restrict',
    note: 'InnoDB has no deferred check, so NO ACTION refuses row by row like RESTRICT.',
  },
  faithful('setNull'),
  // MariaDB takes it and stores RESTRICT, so that no foreign key has it: https://mariadb.com/kb/en/foreign-keys/
  {
    action: 'setDefault',
    onDelete: 'unsupported',
    onUpdate: 'unsupported',
    note: 'MySQL refuses SET DEFAULT when the foreign key is created; MariaDB makes it RESTRICT.',
  },
];

export const tlsChoices = ['off', 'encrypted', 'verified'] as const;

export const info: DialectInfo = {
  id: 'mysql',
  label: 'MySQL / MariaDB',
  schemes: ['mysql', 'mariadb'],
  versions: 'MySQL 8.0 and newer, MariaDB 10.6 and newer; tested with MariaDB 10.11',
  fields: [
    {
      name: 'host',
      label: 'Host',
      kind: 'text',
      required: true,
      default: 'localhost',
      placeholder: 'localhost',
      choices: [],
    },
    {
      name: 'port',
      label: 'Port',
      kind: 'number',
      required: false,
      default: '3306',
      placeholder: '3306',
      choices: [],
    },
    {
      name: 'database',
      label: 'Database',
      kind: 'text',
      required: true,
      default: null,
      placeholder: 'shop',
      choices: [],
    },
    {
      name: 'user',
      label: 'User',
      kind: 'text',
      required: true,
      default: 'root',
      placeholder: 'root',
      choices: [],
    },
    {
      name: 'password',
      label: 'Password',
      kind: 'secret',
      required: false,
      default: null,
      placeholder: null,
      choices: [],
    },
    {
      name: 'tls',
      label: 'Encryption',
      kind: 'choice',
      required: false,
      default: 'off',
      placeholder: null,
      choices: tlsChoices,
    },
  ],
  modes: ['foreignKeys', 'prisma'],
  actions: { foreignKeys: enforced, prisma: actionsAsDeclared },
};
