import type { Database, Dialect } from '../dialects/dialect.ts';
import { relationModel } from '../engine/relation-graph.ts';
import type { Catalog } from '../model/catalog.ts';
import { tableKey } from '../model/identity.ts';
import type { RelationMode, RelationModel } from '../model/relation.ts';
import type { RelationFile } from '../model/relation-file.ts';
import { readRelationFile } from '../storage/relation-file.ts';
import type { OpenConnection } from './open-connection.ts';

export type ReadModel = {
  /** As it speaks to this database. */
  readonly dialect: Dialect;
  readonly catalog: Catalog;
  readonly file: RelationFile;
  readonly model: RelationModel;
};

/** Reads the catalog and the relation file anew. `asked`: the mode asked for; null: as the file says. */
export async function readModel(
  dialect: Dialect,
  database: Database,
  relationFilePath: string,
  asked: RelationMode | null,
  signal?: AbortSignal,
): Promise<ReadModel> {
  const session = await database.session();
  try {
    const catalog = await dialect.introspect(session, signal);
    const written = await readRelationFile(relationFilePath);
    const mode = asked ?? written?.mode ?? 'foreignKeys';
    const file = written ?? { mode, relations: [], remembered: [] };
    const inherited = catalog.tables.filter((table) => table.inherited).map(tableKey);
    const sql = { ...dialect.sql, inherited: new Set(inherited) };
    return { dialect: { ...dialect, sql }, catalog, file, model: relationModel(catalog, written, mode) };
  } finally {
    await session.release();
  }
}

/** Replaces what the connection knows of its database by what is there now. */
export async function reloadModel(connection: OpenConnection, signal?: AbortSignal): Promise<RelationModel> {
  const { dialect, database, relationFilePath, askedMode } = connection;
  const read = await readModel(dialect, database, relationFilePath, askedMode, signal);
  Object.assign(connection, read);
  return read.model;
}
