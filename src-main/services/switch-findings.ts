import type { Dialect, Session } from '../dialects/dialect.ts';
import { orphanCount, orphanSample } from '../dialects/sql/orphans.ts';
import type { OrphanFinding } from '../engine/switch-question.ts';
import { AppError } from '../model/error.ts';
import { tableKey } from '../model/identity.ts';
import type { Relation, RelationModel } from '../model/relation.ts';
import type { Row } from '../model/value.ts';

const sampleSize = 20;

/** The orphans of each emulated relation; relations without any are left out. */
export async function findOrphans(
  dialect: Dialect,
  session: Session,
  model: RelationModel,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, OrphanFinding>> {
  const findings = new Map<string, OrphanFinding>();
  for (const relation of model.relations.filter(({ state }) => state === 'emulated')) {
    const finding = await findingOf(dialect, session, model, relation, signal);
    if (finding !== null) findings.set(relation.id, finding);
  }
  return findings;
}

async function findingOf(
  { sql }: Dialect,
  session: Session,
  model: RelationModel,
  relation: Relation,
  signal: AbortSignal | undefined,
): Promise<OrphanFinding | null> {
  try {
    const counted = await session.run(orphanCount(sql, relation), signal);
    const count = Number(counted.rows[0]?.[0] ?? 0);
    const child = model.tables.find((table) => tableKey(table) === tableKey(relation.child.table));
    if (count === 0 || child === undefined) return null;
    const { columns, rows } = await session.run(orphanSample(sql, relation, child, sampleSize), signal);
    return { count, sample: rows.map((row) => namedRow(columns, row)) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'request.invalid') return { incomparable: error.message };
    throw error;
  }
}

function namedRow(columns: readonly { readonly name: string }[], values: readonly Row[string][]): Row {
  return Object.fromEntries(columns.map(({ name }, index) => [name, values[index] ?? null]));
}
