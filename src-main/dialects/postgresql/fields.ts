import type { ConnectionField } from '../../model/dialect-info.ts';

/** https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS */
export const sslModes: readonly string[] = ['disable', 'prefer', 'require', 'verify-full'];

const text = { kind: 'text', required: false, default: null, placeholder: null, choices: [] } as const;

export const fields: readonly ConnectionField[] = [
  { ...text, name: 'host', label: 'Host', required: true, default: 'localhost', placeholder: 'localhost' },
  { ...text, name: 'port', label: 'Port', kind: 'number', default: '5432', placeholder: '5432' },
  { ...text, name: 'database', label: 'Database', placeholder: 'the same as the user' },
  { ...text, name: 'user', label: 'User', required: true, placeholder: 'postgres' },
  { ...text, name: 'password', label: 'Password', kind: 'secret' },
  { ...text, name: 'sslmode', label: 'Encryption', kind: 'choice', default: 'prefer', choices: sslModes },
];
