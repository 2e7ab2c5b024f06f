import type { NewRowPlace } from '../model/change.ts';
import { AppError } from '../model/error.ts';
import { tableText } from '../model/identity.ts';
import type { NewRow, Write } from '../model/row-sets.ts';
import type { Row, Value } from '../model/value.ts';

type Inserts = NonNullable<Write['inserts']>;

/** New rows that others await, with the keys that the database made for them. */
export function createMadeRows() {
  const made = new Map<string, Row>();
  const nameOf = ({ change, row }: NewRowPlace) => `${change} ${row}`;

  function valueFrom(from: NewRowPlace, source: string, { table }: Inserts): Value {
    const value = made.get(nameOf(from))?.[source] ?? null;
    if (value !== null) return value;
    throw new AppError(
      'dialect.unsupported',
      `The database did not tell the key of a new row that a new row of ${tableText(table)} references, so everything was rolled back.`,
      { hint: 'Give the referenced row a key of its own, or insert it first.' },
    );
  }

  return {
    isAwaited: ({ rows }: Inserts) => rows.some(({ place }) => place !== null),
    /** To be called once they were inserted. `keys`: null where the database does not tell them. */
    note({ rows }: Inserts, keys: readonly Row[] | null): void {
      for (const [i, { row, place }] of rows.entries()) {
        if (place !== null) made.set(nameOf(place), { ...row, ...keys?.[i] });
      }
    },
    /** The write with the values that its rows await. */
    filled(write: Write): Write {
      const { inserts, statement } = write;
      if (inserts === undefined || inserts.rows.every(({ awaits }) => awaits.length === 0)) return write;
      // One parameter for each value, row by row, the columns by name: as `writesInsert` spells them.
      const names = Object.keys(inserts.rows[0]?.row ?? {}).toSorted();
      const params = [...statement.params];
      const rows = inserts.rows.map((one, i): NewRow => {
        const values = one.awaits.map(({ column, from, source }): [string, Value] => {
          const value = valueFrom(from, source, inserts);
          params[i * names.length + names.indexOf(column)] = value;
          return [column, value];
        });
        return { ...one, row: { ...one.row, ...Object.fromEntries(values) } };
      });
      return { ...write, statement: { ...statement, params }, inserts: { ...inserts, rows } };
    },
  };
}
