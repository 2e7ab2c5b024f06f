import { AppError } from '../../model/error.ts';
import type { Value } from '../../model/value.ts';
import type { Session } from '../dialect.ts';
import { catalogQueries } from './catalog-queries.ts';

type Cells = readonly Value[];

export type RawTable = ReturnType<typeof rawTable>;
export type RawColumn = ReturnType<typeof rawColumn>;
export type RawIndexColumn = ReturnType<typeof rawIndexColumn>;
export type RawKeyColumn = ReturnType<typeof rawKeyColumn>;

/** What the file says of itself, by table name (not folded: here all names come from the same place). */
export type RawCatalog = {
  readonly tables: readonly RawTable[];
  readonly columns: ReadonlyMap<string, readonly RawColumn[]>;
  readonly indexColumns: ReadonlyMap<string, readonly RawIndexColumn[]>;
  readonly keyColumns: ReadonlyMap<string, readonly RawKeyColumn[]>;
  readonly rowCounts: ReadonlyMap<string, number>;
  readonly enforced: boolean;
};

export async function readCatalog(session: Session, signal?: AbortSignal): Promise<RawCatalog> {
  const read = async (text: string, params: readonly Value[] = []): Promise<readonly Cells[]> =>
    (await session.run({ text, params }, signal)).rows;

  const tables = (await read(catalogQueries.tables)).map(rawTable);
  const others = tables.filter(({ kind }) => kind !== 'table').map(({ name }) => name);
  const columns = [
    ...(await read(catalogQueries.columns)),
    ...(others.length === 0 ? [] : await readColumnsOfOthers(read, others)),
  ];
  const hasStatistics = (await read(catalogQueries.hasStatistics))[0]?.[0] === 1;
  return {
    tables,
    columns: byOwner(columns, rawColumn),
    indexColumns: byOwner(await read(catalogQueries.indexes), rawIndexColumn),
    keyColumns: byOwner(await read(catalogQueries.foreignKeys), rawKeyColumn),
    rowCounts: rowCounts(hasStatistics ? await read(catalogQueries.statistics) : []),
    enforced: (await read(catalogQueries.enforced))[0]?.[0] === 1,
  };
}

/** One broken view fails the query for all; only then is each of them asked on its own. */
async function readColumnsOfOthers(
  read: (text: string, params?: readonly Value[]) => Promise<readonly Cells[]>,
  names: readonly string[],
): Promise<readonly Cells[]> {
  const ignored = (error: unknown): readonly Cells[] => {
    if (error instanceof AppError && error.code === 'request.invalid') return [];
    throw error;
  };
  const all = await read(catalogQueries.columnsOfOthers).catch(ignored);
  if (all.length > 0) return all;
  const found: Cells[] = [];
  for (const name of names) found.push(...(await read(catalogQueries.columnsOfOne, [name]).catch(ignored)));
  return found;
}

function byOwner<T>(rows: readonly Cells[], shape: (cells: Cells) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const [first = null, ...cells] = row;
    const owner = text(first);
    const group = groups.get(owner);
    if (group === undefined) groups.set(owner, [shape(cells)]);
    else group.push(shape(cells));
  }
  return groups;
}

function rawTable([
  kind = null,
  name = null,
  sql = null,
  withoutRowId = null,
  strict = null,
  triggered = null,
]: Cells) {
  return {
    kind: text(kind),
    name: text(name),
    sql: text(sql),
    withoutRowId: withoutRowId === 1,
    strict: strict === 1,
    triggered: triggered === 1,
  };
}

function rawColumn([name = null, type = null, notNull, dflt = null, place = null, hidden = null]: Cells) {
  return {
    name: text(name),
    type: text(type),
    notNull: notNull === 1,
    default: dflt === null ? null : text(dflt),
    /** From 1; 0: not part of the primary key. */
    keyPlace: Number(place),
    hidden: Number(hidden),
  };
}

function rawIndexColumn([
  index = null,
  unique,
  origin = null,
  partial,
  column = null,
  collation = null,
]: Cells) {
  return {
    index: text(index),
    unique: unique === 1,
    /** `c`: CREATE INDEX, `u`: UNIQUE, `pk`: PRIMARY KEY. */
    origin: text(origin),
    partial: partial === 1,
    column: column === null ? null : text(column),
    collation: text(collation),
  };
}

function rawKeyColumn([
  id = null,
  parent = null,
  column = null,
  to = null,
  onUpdate = null,
  onDelete = null,
]: Cells) {
  return {
    id: Number(id),
    parent: text(parent),
    column: text(column),
    parentColumn: to === null ? null : text(to),
    onUpdate: text(onUpdate),
    onDelete: text(onDelete),
  };
}

/** The largest count of a table's indexes: a partial index counts fewer rows. */
function rowCounts(rows: readonly Cells[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [table = null, stat = null] of rows) {
    const count = Number.parseInt(text(stat), 10);
    const name = text(table);
    if (Number.isInteger(count)) counts.set(name, Math.max(count, counts.get(name) ?? 0));
  }
  return counts;
}

function text(value: Value): string {
  return typeof value === 'string' ? value : '';
}
