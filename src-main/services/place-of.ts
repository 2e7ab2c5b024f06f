import type { OpenConnection } from './open-connection.ts';

/** Which database a connection leads to, in words: equal for the same one, without user or secret. */
export function placeOf({ dialect, settings }: Pick<OpenConnection, 'dialect' | 'settings'>): string {
  return `${dialect.info.id} ${dialect.describe(settings)}`;
}
