import { randomUUID } from 'node:crypto';
import { keyedForeignKeys, relationModel, relationSides } from '../../src-main/engine/relation-graph.ts';
import type { RelationMode } from '../../src-main/model/relation.ts';
import type { RelationFile } from '../../src-main/model/relation-file.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import type { TestEngine } from '../support/engines.ts';
import type { Side } from './side.ts';

/** The database as the services know it, in a relation mode. `file`: the relations kept there. */
export async function connectionOf(
  { dialect }: TestEngine,
  { database, settings }: Side,
  mode: RelationMode,
  file: RelationFile | null,
): Promise<OpenConnection> {
  const session = await database.session();
  const catalog = await dialect.introspect(session);
  await session.release();
  return {
    handle: randomUUID(),
    dialect,
    database,
    settings,
    name: 'fuzz',
    environment: 'development',
    readOnly: false,
    relationFilePath: '',
    askedMode: mode,
    catalog,
    file: file ?? { mode, relations: [], remembered: [] },
    model: relationModel(catalog, file, mode),
  };
}

/** The foreign keys of one database as relations to be kept in the other, whose schema may have another name. */
export function keptFile({ catalog }: OpenConnection, schema: string): RelationFile {
  const there = catalog.foreignKeys.map((key) => ({
    ...key,
    table: { ...key.table, schema },
    parent: { ...key.parent, schema },
  }));
  const relations = [...keyedForeignKeys(there)].map(([id, key]) => {
    const { onDelete, onUpdate } = key;
    return { id, ...relationSides(key), onDelete, onUpdate, foreignKey: key };
  });
  return { mode: 'prisma', relations, remembered: [] };
}
