import { keyedForeignKeys, relationModel } from '../engine/relation-graph.ts';
import { AppError } from '../model/error.ts';
import { relationId } from '../model/identity.ts';
import type { Relation, RelationModel } from '../model/relation.ts';
import type { KeptRelation, RelationFile } from '../model/relation-file.ts';
import { writeRelationFile } from '../storage/relation-file.ts';
import { checkRelation } from './check-relation.ts';
import { reloadModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';

export type RelationSides = Pick<Relation, 'child' | 'parent'>;
export type DeclaredRelation = RelationSides & Pick<Relation, 'onDelete' | 'onUpdate'>;

export type Relations = {
  declare(connection: OpenConnection, relation: DeclaredRelation): Promise<RelationModel>;
  forget(connection: OpenConnection, id: string): Promise<RelationModel>;
  /** Other columns for a relation of the file, whose old ones are gone. */
  repoint(connection: OpenConnection, id: string, sides: RelationSides): Promise<RelationModel>;
  /** Foreign keys that the file does not have are written to it; all of them where no ids are given. */
  adopt(connection: OpenConnection, ids?: readonly string[]): Promise<RelationModel>;
  /** Whether nobody is to be warned that the relation has no index. */
  ignoreIndex(connection: OpenConnection, id: string, ignore: boolean): Promise<RelationModel>;
};

/** Relations that Referee keeps in the relation file; the database is never written to. */
export function createRelations(): Relations {
  return {
    async declare(connection, relation) {
      await reloadModel(connection);
      checkRelation(connection.catalog, relation);
      const kept = { id: relationId(relation.child, relation.parent), ...relation, foreignKey: null };
      refuseTwice(connection, kept.id);
      return keep(connection, { relations: [...connection.file.relations, kept] });
    },

    async forget(connection, id) {
      await reloadModel(connection);
      const forgotten = keptRelation(connection, id);
      const { relations, indexIgnored } = connection.file;
      const remaining = relations.filter((kept) => kept !== forgotten);
      return keep(connection, {
        relations: remaining,
        ...(indexIgnored === undefined ? {} : { indexIgnored: indexIgnored.filter((each) => each !== id) }),
      });
    },

    async repoint(connection, id, { child, parent }) {
      await reloadModel(connection);
      const old = keptRelation(connection, id);
      checkRelation(connection.catalog, { child, parent });
      const key = old.foreignKey;
      const setColumns = key?.setColumns?.map(
        (name) => child.columns[old.child.columns.indexOf(name)] ?? name,
      );
      const sides = {
        table: child.table,
        columns: child.columns,
        parent: parent.table,
        parentColumns: parent.columns,
      };
      const kept: KeptRelation = {
        ...old,
        id: relationId(child, parent),
        child,
        parent,
        foreignKey: key === null ? null : { ...key, ...sides, setColumns: setColumns ?? null },
      };
      refuseTwice(connection, kept.id);
      const relations = connection.file.relations.map((each) => (each === old ? kept : each));
      const ignored = connection.file.indexIgnored?.map((each) => (each === id ? kept.id : each));
      return keep(connection, { relations, ...(ignored === undefined ? {} : { indexIgnored: ignored }) });
    },

    async adopt(connection, ids) {
      await reloadModel(connection);
      const keys = keyedForeignKeys(connection.catalog.foreignKeys);
      const known = new Set(connection.file.relations.map(({ id }) => id));
      const adopted = (ids ?? [...keys.keys()].filter((id) => !known.has(id))).map((id): KeptRelation => {
        const key = keys.get(id);
        if (key === undefined)
          throw new AppError('request.invalid', `There is no foreign key ${id} in the database.`);
        if (known.has(id))
          throw new AppError('request.invalid', `Relation ${id} is in the relation file already.`);
        const child = { table: key.table, columns: key.columns };
        const parent = { table: key.parent, columns: key.parentColumns };
        return { id, child, parent, onDelete: key.onDelete, onUpdate: key.onUpdate, foreignKey: key };
      });
      if (connection.model.mode !== 'prisma') {
        throw new AppError(
          'request.invalid',
          'In the relation mode foreignKeys the database itself keeps its foreign keys.',
          {
            hint: 'A switch to the relation mode prisma takes over all of them.',
          },
        );
      }
      return keep(connection, { relations: [...connection.file.relations, ...adopted] });
    },

    async ignoreIndex(connection, id, ignore) {
      const { relations } = await reloadModel(connection);
      if (!relations.some((relation) => relation.id === id)) throw unknown(id);
      const others = (connection.file.indexIgnored ?? []).filter((each) => each !== id);
      return keep(connection, { indexIgnored: ignore ? [...others, id] : others });
    },
  };
}

/** `request.invalid` where the file does not have the relation. */
export function keptRelation(connection: OpenConnection, id: string): KeptRelation {
  const found = connection.file.relations.find((kept) => kept.id === id);
  if (found !== undefined) return found;
  if (!keyedForeignKeys(connection.catalog.foreignKeys).has(id)) throw unknown(id);
  throw new AppError(
    'request.invalid',
    `Relation ${id} is a foreign key of the database, not a declared one.`,
    {
      hint: 'Foreign keys go with a switch to the relation mode prisma.',
    },
  );
}

/** Writes what changes of the file, and gives the model as it is then. */
export async function keep(
  connection: OpenConnection,
  changes: Partial<RelationFile>,
): Promise<RelationModel> {
  const file = { ...connection.file, ...changes };
  await writeRelationFile(connection.relationFilePath, file);
  connection.file = file;
  connection.model = relationModel(connection.catalog, file, connection.model.mode);
  return connection.model;
}

function refuseTwice({ model, file }: OpenConnection, id: string): void {
  if (![...model.relations, ...file.relations].some((relation) => relation.id === id)) return;
  throw new AppError('request.invalid', `Relation ${id} is there already.`, {
    hint: 'Edit it to give it other actions.',
  });
}

function unknown(id: string): AppError {
  return new AppError('request.invalid', `There is no relation ${id}.`);
}
