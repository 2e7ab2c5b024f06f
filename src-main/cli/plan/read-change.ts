import type { Table } from '../../model/catalog.ts';
import type { Change } from '../../model/change.ts';
import type { RelationModel } from '../../model/relation.ts';
import type { Row } from '../../model/value.ts';
import { readCondition } from './read-condition.ts';
import { resolveName } from './resolve-name.ts';
import { createTokenReader, type TokenReader } from './token-reader.ts';

type Model = Pick<RelationModel, 'tables' | 'schemas' | 'defaultSchema'>;

/** `customer where id = 7` */
export function readDelete(text: string, model: Model): Change {
  const reader = createTokenReader(text);
  const table = readTable(reader, model);
  return { kind: 'delete', table: refOf(table), where: readWhere(reader, table) };
}

/** `customer set city = 'Rome', note = NULL where id = 7` */
export function readUpdate(text: string, model: Model): Change {
  const reader = createTokenReader(text);
  const table = readTable(reader, model);
  reader.expectWord('SET');
  const set: [string, Row[string]][] = [];
  do {
    const column = resolveName(
      reader.name('A column'),
      table.columns.map(({ name }) => name),
      'column',
    );
    reader.expectSign('=');
    set.push([column, reader.literal()]);
  } while (reader.skipSign(','));
  return {
    kind: 'update',
    table: refOf(table),
    set: Object.fromEntries(set),
    where: readWhere(reader, table),
  };
}

function readTable(reader: TokenReader, { tables, schemas, defaultSchema }: Model): Table {
  const first = reader.name('A table');
  const second = reader.skipSign('.') ? reader.name('A table') : null;
  const schema = second === null ? defaultSchema : resolveName(first, schemas, 'schema');
  const there = tables.filter((table) => table.schema === schema);
  const name = resolveName(
    second ?? first,
    there.map((table) => table.name),
    'table',
  );
  const found = there.find((table) => table.name === name);
  if (found === undefined) throw reader.fail('A table is expected');
  return found;
}

function readWhere(reader: TokenReader, table: Table) {
  if (reader.atEnd())
    throw reader.fail('Say which rows: WHERE and a condition, or WHERE TRUE for all of them');
  reader.expectWord('WHERE');
  const filter = readCondition(reader, table.columns);
  if (!reader.atEnd()) throw reader.fail('AND, OR or the end is expected');
  return { filter };
}

function refOf({ schema, name }: Table) {
  return { schema, name };
}
