import type { Finding } from '../../src-main/model/finding.ts';
import { relationId } from '../../src-main/model/identity.ts';
import type { RelationMode } from '../../src-main/model/relation.ts';
import type { RelationFile } from '../../src-main/model/relation-file.ts';
import { type AuditRequest, createAudit } from '../../src-main/services/audit.ts';
import { reloadModel } from '../../src-main/services/models.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { createRepairs } from '../../src-main/services/repair.ts';
import { writeRelationFile } from '../../src-main/storage/relation-file.ts';
import { changeDatabase } from './change-database.ts';
import type { TestEngine } from './engines.ts';
import type { OpenDatabase } from './open-database.ts';
import { orphanRelations, orphanRows, orphanSchema, orphanTables, soundRows } from './orphan-schema.ts';
import { foreignKeyOf } from './relations.ts';

/** How rows come past the foreign keys, in `foreignKeys` mode; on PostgreSQL by keys that nobody checks from then on. */
async function unchecked(id: string, run: OpenDatabase['run'], statements: readonly string[]): Promise<void> {
  if (id === 'sqlite') await run('PRAGMA foreign_keys = OFF', ...statements, 'PRAGMA foreign_keys = ON');
  if (id === 'mysql') await run('SET foreign_key_checks = 0', ...statements, 'SET foreign_key_checks = 1');
  if (id !== 'postgresql') return;
  const keys = await run(
    `SELECT format('ALTER TABLE %s ', conrelid::regclass), format('CONSTRAINT %I ', conname), pg_get_constraintdef(oid)
     FROM pg_constraint WHERE contype = 'f' ORDER BY oid`,
  );
  await run(
    ...keys.map(([alter, name]) => `${alter} DROP ${name}`),
    ...statements,
    ...keys.map(
      ([alter, name, text]) => `${alter} ADD ${name} ${String(text).replace(' NOT VALID', '')} NOT VALID`,
    ),
  );
}

/** A database whose relations are declared, or foreign keys, with rows that are in order. */
export async function orphanDatabase(engine: TestEngine, mode: RelationMode = 'prisma') {
  const db = await changeDatabase(engine, 'prisma', [...orphanSchema, ...soundRows]);
  const relations = orphanRelations(db.connection.model.defaultSchema);
  const file: RelationFile = {
    mode: 'prisma',
    remembered: [],
    relations: relations.map(({ child, parent, onDelete, onUpdate, match }) => ({
      ...{ id: relationId(child, parent), child, parent, onDelete, onUpdate },
      // Only a foreign key that once was tells of MATCH FULL, and only PostgreSQL takes it.
      foreignKey:
        match === 'simple' || (mode === 'foreignKeys' && engine.id !== 'postgresql')
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
  if (mode === 'foreignKeys') {
    const { plan } = await db.modes.preview(db.connection, mode, {});
    for await (const _ of db.modes.apply(plan));
  }
  const counts = new Map(relations.map(({ child, parent, count }) => [relationId(child, parent), count]));
  const repairs = createRepairs({ plans: db.plans, changes: db.changes });
  /** Puts orphans beside the rows that are in order. */
  async function plant(): Promise<void> {
    const rows = [...orphanTables.map((table) => `DELETE FROM ${table}`), ...soundRows, ...orphanRows];
    if (mode === 'prisma') await db.run(...rows);
    else await unchecked(engine.id, db.run, rows);
    await reloadModel(db.connection);
  }
  return {
    ...db,
    counts,
    repairs,
    plant,
    audit: (asked: AuditRequest = {}) => auditOf(db.connection, asked),
  };
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
