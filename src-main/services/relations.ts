import { keyedForeignKeys, relationModel } from '../engine/relation-graph.ts';
import type { Catalog } from '../model/catalog.ts';
import { AppError } from '../model/error.ts';
import { relationId, sameTable, tableText } from '../model/identity.ts';
import type { Relation, RelationModel, RelationSide } from '../model/relation.ts';
import type { KeptRelation } from '../model/relation-file.ts';
import { writeRelationFile } from '../storage/relation-file.ts';
import { reloadModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';

export type DeclaredRelation = Pick<Relation, 'child' | 'parent' | 'onDelete' | 'onUpdate'>;

export type Relations = {
  declare(connection: OpenConnection, relation: DeclaredRelation): Promise<RelationModel>;
  forget(connection: OpenConnection, id: string): Promise<RelationModel>;
};

/** Relations that Referee keeps in the relation file; the database is never written to. */
export function createRelations(): Relations {
  return {
    async declare(connection, relation) {
      const model = await reloadModel(connection);
      const kept = keptRelation(connection.catalog, relation);
      if (
        model.relations.some(({ id }) => id === kept.id) ||
        connection.file.relations.some(({ id }) => id === kept.id)
      ) {
        throw new AppError('request.invalid', `Relation ${kept.id} is there already.`, {
          hint: 'Forget it first to declare it with other actions.',
        });
      }
      return keep(connection, [...connection.file.relations, kept]);
    },

    async forget(connection, id) {
      await reloadModel(connection);
      if (keyedForeignKeys(connection.catalog.foreignKeys).has(id)) {
        throw new AppError(
          'request.invalid',
          `Relation ${id} is a foreign key of the database, not a declared one.`,
          {
            hint: 'Foreign keys go with a switch to the relation mode prisma.',
          },
        );
      }
      const remaining = connection.file.relations.filter((kept) => kept.id !== id);
      if (remaining.length < connection.file.relations.length) return keep(connection, remaining);
      throw new AppError('request.invalid', `There is no relation ${id}.`);
    },
  };
}

async function keep(connection: OpenConnection, relations: readonly KeptRelation[]): Promise<RelationModel> {
  const file = { ...connection.file, relations };
  await writeRelationFile(connection.relationFilePath, file);
  connection.file = file;
  connection.model = relationModel(connection.catalog, file, connection.model.mode);
  return connection.model;
}

function keptRelation(
  catalog: Catalog,
  { child, parent, onDelete, onUpdate }: DeclaredRelation,
): KeptRelation {
  checkSide(catalog, child);
  checkSide(catalog, parent);
  if (child.columns.length !== parent.columns.length) {
    throw new AppError(
      'request.invalid',
      `A relation has as many columns on both sides, not ${child.columns.length} and ${parent.columns.length}.`,
    );
  }
  return { id: relationId(child, parent), child, parent, onDelete, onUpdate, foreignKey: null };
}

function checkSide({ tables }: Catalog, side: RelationSide): void {
  const table = tables.find((candidate) => sameTable(candidate, side.table));
  if (table === undefined) {
    throw new AppError('request.invalid', `There is no table ${tableText(side.table)}.`);
  }
  const missing = side.columns.find((name) => !table.columns.some((column) => column.name === name));
  if (missing !== undefined) {
    throw new AppError('request.invalid', `Table ${tableText(side.table)} has no column ${missing}.`);
  }
  const twice = side.columns.find((name, index) => side.columns.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new AppError(
      'request.invalid',
      `A relation names a column once, not ${tableText(side.table)}.${twice} twice.`,
    );
  }
}
