import type { Dialect, Session } from '../dialects/dialect.ts';
import { duplicateCount } from '../dialects/sql/duplicate-keys.ts';
import { orphanCounts, orphanSample } from '../dialects/sql/orphans.ts';
import { rowOf } from '../dialects/sql/row-sets/read.ts';
import { hasKey } from '../engine/switch-obstacles.ts';
import type { OrphanFinding } from '../engine/switch-question.ts';
import { AppError } from '../model/error.ts';
import { sameTable } from '../model/identity.ts';
import type { Relation, RelationModel } from '../model/relation.ts';
import type { Row } from '../model/value.ts';

const sampleSize = 20;
/** Counted by one statement: many small tables then cost few round trips. */
const batchSize = 50;

/** The orphans of each of the relations; those without any are left out. */
export async function findOrphans(
  dialect: Dialect,
  session: Session,
  model: RelationModel,
  relations: readonly Relation[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, OrphanFinding>> {
  const findings = new Map<string, OrphanFinding>();
  for (let start = 0; start < relations.length; start += batchSize) {
    const batch = relations.slice(start, start + batchSize);
    for (const { relation, count } of await countBatch(dialect, session, batch, signal)) {
      if (typeof count === 'string') findings.set(relation.id, { incomparable: count });
      else if (count > 0) {
        findings.set(relation.id, {
          count,
          sample: await sampleOf(dialect, session, model, relation, signal),
        });
      }
    }
  }
  return findings;
}

/** For referenced columns that are no key of their table: how many of their values occur more than once. */
export async function findDuplicates(
  dialect: Dialect,
  session: Session,
  model: RelationModel,
  relations: readonly Relation[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const { id, parent } of relations) {
    const table = model.tables.find((one) => sameTable(one, parent.table));
    if (table === undefined || hasKey(table, parent.columns)) continue;
    try {
      const { rows } = await session.run(duplicateCount(dialect.sql, parent), signal);
      found.set(id, Number(rows[0]?.[0]));
    } catch (error) {
      // Columns of a type that the database cannot compare are no key in any case.
      if (!(error instanceof AppError) || error.code !== 'request.invalid') throw error;
    }
  }
  return found;
}

type Counted = {
  readonly relation: Relation /** Or why the two sides cannot be compared. */;
  readonly count: number | string;
};

/** One relation that cannot be compared fails its whole batch, which is then counted one by one. */
async function countBatch(
  dialect: Dialect,
  session: Session,
  relations: readonly Relation[],
  signal: AbortSignal | undefined,
): Promise<readonly Counted[]> {
  try {
    const { rows } = await session.run(orphanCounts(dialect.sql, relations), signal);
    return relations.map((relation, place) => ({ relation, count: Number(rows[place]?.[1] ?? 0) }));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'request.invalid') throw error;
    const [first, ...others] = relations;
    if (first !== undefined && others.length === 0) return [{ relation: first, count: error.message }];
    const counted: Counted[] = [];
    for (const relation of relations)
      counted.push(...(await countBatch(dialect, session, [relation], signal)));
    return counted;
  }
}

async function sampleOf(
  { sql }: Dialect,
  session: Session,
  model: RelationModel,
  relation: Relation,
  signal: AbortSignal | undefined,
): Promise<readonly Row[]> {
  const child = model.tables.find((table) => sameTable(table, relation.child.table));
  if (child === undefined) return [];
  const { columns, rows } = await session.run(orphanSample(sql, relation, child, sampleSize), signal);
  const names = columns.map(({ name }) => name);
  return rows.map((values) => rowOf(names, values));
}
