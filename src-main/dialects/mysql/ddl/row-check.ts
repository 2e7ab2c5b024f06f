import type { Decision } from '../../../model/migration.ts';

/** No ALTER of the server checks rows without copying the table, so there are two ways of doing it oneself. */
export const rowCheck: Decision = {
  id: 'rowCheck',
  relation: null,
  question: 'How are the rows checked when a foreign key is added?',
  choices: [
    {
      id: 'lock',
      label: 'Hold up those who write to its tables while their rows are checked (0.2 s per million)',
    },
    {
      id: 'watch',
      label: 'Hold up nobody: add the key first, then check, and drop it again if a row does not fit',
    },
  ],
  default: 'lock',
};
