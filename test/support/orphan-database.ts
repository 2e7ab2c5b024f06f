import type { Finding } from '../../src-main/model/finding.ts';
import { relationId } from '../../src-main/model/identity.ts';
import type { RelationFile } from '../../src-main/model/relation-file.ts';
import { type AuditRequest, createAudit } from '../../src-main/services/audit.ts';
import { reloadModel } from '../../src-main/services/models.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { createRepairs } from '../../src-main/services/repair.ts';
import { writeRelationFile } from '../../src-main/storage/relation-file.ts';
import { changeDatabase } from './change-database.ts';
import type { TestEngine } from './engines.ts';
import { orphanRelations, orphanSchema, soundRows } from './orphan-schema.ts';
import { foreignKeyOf } from './relations.ts';

/** A database in the relation mode prisma whose relations are declared, with rows that are in order. */
export async function orphanDatabase(engine: TestEngine) {
  const db = await changeDatabase(engine, 'prisma', [...orphanSchema, ...soundRows]);
  const relations = orphanRelations(db.connection.model.defaultSchema);
  const file: RelationFile = {
    mode: 'prisma',
    remembered: [],
    relations: relations.map(({ child, parent, onDelete, onUpdate, match }) => ({
      ...{ id: relationId(child, parent), child, parent, onDelete, onUpdate },
      // Only a foreign key that once was tells of MATCH FULL.
      foreignKey:
        match === 'simple'
          ? null
          : {
              ...foreignKeyOf('', child.columns, '', parent.columns, { onDelete, onUpdate, match }),
              table: child.table,
              parent: parent.table,
            },
    })),
  };
  await writeRelationFile(db.connection.relationFilePath, file);
  await reloadModel(db.connection);
  const counts = new Map(relations.map(({ child, parent, count }) => [relationId(child, parent), count]));
  const repairs = createRepairs({ plans: db.plans, changes: db.changes });
  return { ...db, counts, repairs, audit: (asked: AuditRequest = {}) => auditOf(db.connection, asked) };
}

/** All findings of an audit. */
export async function auditOf(
  connection: OpenConnection,
  asked: AuditRequest = {},
  signal?: AbortSignal,
): Promise<readonly Finding[]> {
  const stream = createAudit()(connection, asked, signal);
  for (;;) {
    const next = await stream.next();
    if (next.done) return next.value;
  }
}
