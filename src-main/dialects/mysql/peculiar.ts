import type { Dialect } from '../dialect.ts';

/** A key that changes in its letters alone, as a capital: InnoDB takes it for another where it forbids or sets NULL. */
export const isPeculiar: Dialect['isPeculiar'] = ({ parent: { columns } }, parent, events) =>
  events.includes('update') &&
  parent.columns.some(({ name, kind }) => kind === 'text' && columns.includes(name));
