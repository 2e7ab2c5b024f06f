import type { Filter } from '../../src-main/model/change.ts';
import type { Row, Value } from '../../src-main/model/value.ts';
import type { Fixture } from './fixture.ts';

/** A change as a case asks for it, by the names of its fixture. */
export type Asked =
  | { readonly kind: 'insert'; readonly table: string; readonly rows: readonly Row[] }
  | { readonly kind: 'update'; readonly table: string; readonly where: AskedTarget; readonly set: Row }
  | { readonly kind: 'delete'; readonly table: string; readonly where: AskedTarget };
type AskedTarget = { readonly keys: readonly Row[] } | { readonly filter: Filter };

/** What a case does: one set of changes after the other. */
export type Runnable = {
  readonly fixture: Fixture;
  readonly steps: readonly (readonly Asked[])[];
  /** The rows by table that a state means which is told in words. */
  readonly states?: Readonly<Record<string, Readonly<Record<string, readonly (readonly Value[])[]>>>>;
};

/** A case that is no set of changes, and why. */
export type NotApplicable = { readonly reason: string };

export const insert = (table: string, ...rows: readonly Row[]): Asked => ({ kind: 'insert', table, rows });
export const update = (table: string, key: Row, set: Row): Asked => ({
  kind: 'update',
  table,
  where: { keys: [key] },
  set,
});
export const remove = (table: string, ...keys: readonly Row[]): Asked => ({
  kind: 'delete',
  table,
  where: { keys },
});
export const removeWhere = (table: string, filter: Filter): Asked => ({
  kind: 'delete',
  table,
  where: { filter },
});

/** Every row of a table whose key column holds integers. */
export const all = (column: string): Filter => ({ column, op: 'notNull' });

export const readsOnly: NotApplicable = { reason: 'reads' };
export const clientRefuses: NotApplicable = {
  reason: "Prisma's client refuses the call by its types, before any database",
};
export const connectedCheck: NotApplicable = {
  reason: "Prisma's own check that the named row is connected to the named parent",
};
export const unknown: NotApplicable = { reason: 'not expressed as a set of changes' };
