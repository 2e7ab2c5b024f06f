import type { Change } from '../../src-main/model/change.ts';
import { AppError } from '../../src-main/model/error.ts';
import { relationId } from '../../src-main/model/identity.ts';
import type { RelationFile } from '../../src-main/model/relation-file.ts';
import type { TestEngine } from '../support/engines.ts';
import { asChanges } from './asked-changes.ts';
import { connectionOf } from './connect-side.ts';
import type { FuzzChange, FuzzKey, FuzzRow, FuzzTable, FuzzValue, NamedValues } from './fuzz-case.ts';
import { changeStatements } from './fuzz-sql.ts';
import { createRandom, type Random } from './random.ts';
import { openRoundTrips } from './round-trip.ts';
import { openSide, type Side } from './side.ts';
import { walkSchema } from './walk-schema.ts';

/** How many different values a walk uses. */
const values = 30;

type Rows = Readonly<Record<string, readonly FuzzRow[]>>;

/**
 * Change after change, through the services, on tables without foreign keys whose relations Referee keeps; now and then one
 * of the last changes is undone. After each step no row may reference what is not there. Throws where one does.
 */
export async function walk(engine: TestEngine, seed: number, steps: number) {
  const random = createRandom(seed);
  const side = await openSide(engine);
  const trips = await openRoundTrips();
  const seen = { steps: 0, applied: 0, refused: 0, undone: 0, undoRefused: 0, rows: 0 };
  const applied: string[] = [];
  try {
    await side.create({ ...walkSchema, keys: [] });
    const connection = await connectionOf(engine, side, 'prisma', relationFile(side.schema));
    trips.connect(connection);
    for (let step = 0; step < steps; step += 1) {
      seen.steps += 1;
      const rows = await side.values(walkSchema);
      seen.rows += Object.values(rows).reduce((sum, { length }) => sum + length, 0);
      const entry = random.chance(0.08) ? applied.splice(-1 - random.below(4), 1)[0] : undefined;
      const asked = entry === undefined ? [stepChange(random, rows)] : [];
      const did = await (entry === undefined ? change(asChanges(asked, side.schema)) : undo(entry));
      const orphans = await orphansOf(side);
      if (orphans.length === 0) continue;
      const text = entry === undefined ? asked.flatMap(changeStatements).join('; ') : 'an undo';
      throw new Error(
        `Seed ${seed}, step ${step}: ${text} (${did}) leaves orphans of ${orphans.join(', ')}.`,
      );
    }
    return seen;

    async function change(asked: readonly Change[]): Promise<string> {
      const plan = await trips.changes.preview(connection, asked);
      if (plan.blockers.length > 0) {
        seen.refused += 1;
        return 'refused';
      }
      applied.push((await trips.changes.apply(plan.plan)).entry);
      seen.applied += 1;
      return 'applied';
    }

    async function undo(entry: string): Promise<string> {
      const plan = await trips.history.undo(entry).catch(orRefused);
      if (plan === null || plan.blockers.length > 0) {
        seen.undoRefused += 1;
        return 'refused';
      }
      await trips.changes.apply(plan.plan);
      seen.undone += 1;
      return 'undone';
    }
  } finally {
    await Promise.all([side.close(), trips.close()]);
  }
}

function orRefused(error: unknown): null {
  if (error instanceof AppError && error.code === 'request.invalid') return null;
  throw error;
}

/** Mostly new rows while there are few, mostly none when there are many. */
function stepChange(random: Random, rows: Rows): FuzzChange {
  const table = random.pick(walkSchema.tables);
  const there = rows[table.name] ?? [];
  if (there.length === 0 || random.chance(there.length < 6 ? 0.6 : 0.2)) {
    return {
      kind: 'insert',
      table,
      rows: Array.from({ length: 1 + random.below(3) }, () => newRow(random, table, rows)),
    };
  }
  const chosen = there.filter(() => random.chance(1.5 / there.length));
  const found = chosen.length > 0 ? chosen : [random.pick(there)];
  const where = { keys: found.map((row) => named(table, table.uniques[0] ?? [], row)) };
  if (random.chance(0.4)) return { kind: 'delete', table, where };
  const row = newRow(random, table, rows);
  const [column = 'id'] = random.shuffled(Object.keys(row));
  return { kind: 'update', table, where, set: { [column]: row[column] ?? null } };
}

/** Mostly with references to rows that are there. */
function newRow(random: Random, table: FuzzTable, rows: Rows): NamedValues {
  const row: FuzzValue[] = table.columns.map(({ nullable }) =>
    nullable && random.chance(0.3) ? null : 1 + random.below(values),
  );
  for (const { child, columns, parent, parentColumns } of walkSchema.keys) {
    const parents = rows[parent.name] ?? [];
    if (child !== table || parents.length === 0 || random.chance(0.15)) continue;
    const found = random.pick(parents);
    for (const [i, column] of columns.entries()) row[column] = found[parentColumns[i] ?? 0] ?? null;
  }
  return named(
    table,
    table.columns.map((_, i) => i),
    row,
  );
}

function named(table: FuzzTable, columns: readonly number[], row: FuzzRow): NamedValues {
  return Object.fromEntries(columns.map((column) => [nameOf(table, column), row[column] ?? null]));
}

function nameOf(table: FuzzTable, column: number): string {
  return table.columns[column]?.name ?? 'id';
}

/** Asked of the database directly, one query for each relation. */
async function orphansOf(side: Side): Promise<readonly string[]> {
  const counts = walkSchema.keys.map((key) => `(${orphanQuery(key)})`);
  const [found = []] = await side.ask(`SELECT ${counts.join(', ')}`);
  return walkSchema.keys.filter((_, i) => Number(found[i] ?? 0) > 0).map(({ name }) => name);
}

function orphanQuery({ child, columns, parent, parentColumns }: FuzzKey): string {
  const complete = columns.map((column) => `c.${nameOf(child, column)} IS NOT NULL`);
  const equal = columns.map(
    (column, i) => `p.${nameOf(parent, parentColumns[i] ?? 0)} = c.${nameOf(child, column)}`,
  );
  return `SELECT count(*) FROM ${child.name} c WHERE ${complete.join(' AND ')} AND NOT EXISTS (SELECT 1 FROM ${parent.name} p WHERE ${equal.join(' AND ')})`;
}

function relationFile(schema: string): RelationFile {
  const relations = walkSchema.keys.map(({ child, columns, parent, parentColumns, onDelete, onUpdate }) => {
    const from = {
      table: { schema, name: child.name },
      columns: columns.map((column) => nameOf(child, column)),
    };
    const to = {
      table: { schema, name: parent.name },
      columns: parentColumns.map((column) => nameOf(parent, column)),
    };
    return { id: relationId(from, to), child: from, parent: to, onDelete, onUpdate, foreignKey: null };
  });
  return { mode: 'prisma', relations, remembered: [] };
}
