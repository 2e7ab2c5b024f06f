import type Database from 'better-sqlite3';
import * as v from 'valibot';
import type {
  ImageKind,
  ImageLayout,
  ImageSet,
  PackedRows,
  RowImage,
  RowImages,
} from '../model/row-images.ts';
import type { Row, Value } from '../model/value.ts';

/** The rows of entries as the journal keeps them: packed, in pieces, to be read by the dialect they came from. */

/** Rows before the change, or after it. */
export type Side = 'before' | 'after';
export type Unpack = (packed: PackedRows) => Iterable<readonly Value[]>;

/** Images in one page. */
const pageSize = 1000;

const text = v.string();
const layout = v.object({
  columns: v.array(text),
  follows: v.array(v.object({ column: text, relations: v.record(text, text) })),
});
const setRow = v.object({
  position: v.number(),
  schema: text,
  name: text,
  action: v.picklist(['insert', 'update', 'delete']),
  layout: text,
  count: v.number(),
});
const pieceRow = v.object({ shape: text, count: v.number(), bytes: v.instance(Uint8Array) });

export function writeSet(
  db: Database.Database,
  entry: number,
  position: number,
  { table, action }: ImageKind,
  { columns, follows }: ImageLayout,
): void {
  db.prepare('INSERT INTO image_set VALUES (?, ?, ?, ?, ?, ?)').run(
    entry,
    position,
    table.schema,
    table.name,
    action,
    JSON.stringify({ columns, follows }),
  );
}

export function writePiece(
  db: Database.Database,
  entry: number,
  position: number,
  side: Side,
  { shape, count, bytes }: PackedRows,
): void {
  db.prepare(
    'INSERT INTO image_piece (entry, position, side, shape, count, bytes) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(entry, position, side, shape, count, bytes);
}

export function readImages(
  db: Database.Database,
  id: string,
  entry: number,
  unpack: Unpack,
): Omit<RowImages, 'repaired'> {
  const found: unknown[] = db
    .prepare(
      `SELECT position, "schema", name, action, layout,
         (SELECT coalesce(sum(count), 0) FROM image_piece p WHERE p.entry = s.entry AND p.position = s.position
            AND p.side = CASE s.action WHEN 'insert' THEN 'after' ELSE 'before' END) AS count
       FROM image_set s WHERE entry = ? ORDER BY position`,
    )
    .all(entry);
  const sets = found.map((row) => {
    const { schema, name, layout: spelled, ...set } = v.parse(setRow, row);
    return { ...set, table: { schema, name }, ...v.parse(layout, JSON.parse(spelled)) };
  });
  const pieces = db.prepare(
    'SELECT number FROM image_piece WHERE entry = ? AND position = ? AND side = ? ORDER BY number',
  );
  const piece = db.prepare('SELECT shape, count, bytes FROM image_piece WHERE number = ?');

  function* packedRows(position: number, side: Side): Generator<PackedRows> {
    for (const number of pieces.pluck().all(entry, position, side))
      yield v.parse(pieceRow, piece.get(number));
  }

  function* rowsOf(position: number, side: Side): Generator<readonly Value[]> {
    for (const packed of packedRows(position, side)) yield* unpack(packed);
  }

  const find = (set: ImageSet) =>
    sets.find(
      ({ table, action }) =>
        action === set.action && table.name === set.table.name && table.schema === set.table.schema,
    );

  return {
    entry: id,
    sets,
    *pieces(set: ImageSet) {
      const known = find(set);
      if (known !== undefined) yield* packedRows(known.position, 'before');
    },
    async *pages(set: ImageSet) {
      const known = find(set);
      if (known === undefined) return;
      let page: RowImage[] = [];
      for (const image of imagesOf(known, (side) => rowsOf(known.position, side))) {
        if (page.push(image) < pageSize) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },
  };
}

function* imagesOf(
  { action, columns, follows }: ImageKind & ImageLayout,
  rowsOf: (side: Side) => Generator<readonly Value[]>,
): Generator<RowImage> {
  const asRow = (values: readonly Value[]): Row =>
    Object.fromEntries(columns.map((column, i) => [column, values[i] ?? null]));
  if (action === 'insert') {
    for (const values of rowsOf('after')) yield { before: null, after: asRow(values), followed: {} };
    return;
  }
  // What was updated was read twice, in the same order.
  using later = action === 'update' ? rowsOf('after') : null;
  for (const values of rowsOf('before')) {
    const followed = follows.flatMap(({ column, relations }, i) => {
      const relation = relations[String(values[columns.length + i])];
      return relation === undefined ? [] : [[column, relation] as const];
    });
    const after = later?.next().value;
    yield {
      before: asRow(values),
      after: after === undefined ? null : asRow(after),
      followed: Object.fromEntries(followed),
    };
  }
}
