import type { OpenDatabase } from './open-database.ts';

/** All that a database holds, by what it is: definitions in the database's own words, settings, states, and every row. */
export type Dump = ReadonlyMap<string, readonly unknown[]>;
export type DumpOf = (run: OpenDatabase['run']) => Promise<Dump>;

/** From the database's own catalog, not from what the program makes of it. */
export async function fullDump({ connection, run }: OpenDatabase): Promise<Dump> {
  const { dump }: { dump: DumpOf } = await import(`./dumps/${connection.dialect.info.id}.ts`);
  return dump(run);
}
