import sql, { join, raw, Sql } from 'sql-template-tag';
import type { Column, Table, TableRef } from '../../model/catalog.ts';
import { AppError } from '../../model/error.ts';
import { tableKey, tableText } from '../../model/identity.ts';
import type { Statement } from '../../model/plan.ts';
import type { Value } from '../../model/value.ts';
import type { SqlFacts } from '../dialect.ts';

export { join, raw, Sql, sql };

/** Identifiers, quoted one by one and joined with dots; an empty schema is left out. Any name is safe. */
export function quote(facts: SqlFacts, ...names: readonly string[]): Sql {
  return raw(quoted(facts, ...names));
}

/** The same as text, for facts that take text. */
export function quoted(facts: SqlFacts, ...names: readonly string[]): string {
  const mark = facts.identifierQuote;
  return names
    .filter((name) => name !== '')
    .map((name) => mark + name.replaceAll('\u0000', '').replaceAll(mark, mark + mark) + mark)
    .join('.');
}

/** To be read, updated or deleted from: its own rows, without those of tables that inherit from it. */
export function quoteTable(facts: SqlFacts, table: TableRef): Sql {
  const name = quoteInto(facts, table);
  return facts.inherited?.has(tableKey(table)) ? sql`ONLY ${name}` : name;
}

/** To be inserted into. */
export function quoteInto(facts: SqlFacts, table: TableRef): Sql {
  return quote(facts, table.schema, table.name);
}

/** A column of an aliased table: `t."name"`. */
export function columnOf(facts: SqlFacts, alias: string, column: string): Sql {
  return raw(alias === '' ? quoted(facts, column) : `${alias}.${quoted(facts, column)}`);
}

/** A value to be compared with, or stored in, the column, cast where the engine needs it. */
export function parameter(facts: SqlFacts, column: Column, value: Value): Sql {
  return spelling(facts, column)(value);
}

/**
 * How values of a column are spelled. A number for a column of text is sent as text: MySQL would otherwise compare both as
 * doubles ('5abc' = 5) and read a number for an ENUM as its ordinal.
 */
export function spelling(facts: SqlFacts, column: Column): (value: Value) => Sql {
  const textual = column.kind === 'text' || column.kind === 'enum';
  const around = facts.parameter(column).split('?');
  return (value) => new Sql(around, [textual && typeof value === 'number' ? String(value) : value]);
}

/** `a` and `b` are the same, NULL being the same as NULL. */
export function same(facts: SqlFacts, a: Sql, b: Sql): Sql {
  const hole = '\u0000';
  return new Sql(facts.nullSafeEqual(hole, hole).split(hole), [a, b]);
}

/** The statement as the engine's driver wants it: `$1` for PostgreSQL, `?` for the others. */
export function finish(facts: SqlFacts, statement: Sql): Statement {
  return {
    text: facts.placeholders === 'numbered' ? statement.text : statement.sql,
    params: statement.values.map(asValue),
  };
}

/** The text with its numbered parameters counted from there on. */
export function numberedFrom(facts: SqlFacts, text: string, first: number): string {
  const passages = new RegExp(`${facts.opaqueText.source}|\\$(?<number>\\d+)`, 'g');
  return text.replace(passages, (passage, ...rest: unknown[]) => {
    const number = Number(Reflect.get(Object(rest.at(-1)), 'number'));
    return number >= 1 ? `$${number + first}` : passage;
  });
}

/** Conditions joined by AND; a condition that is always true where there are none. */
export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('1 = 1') : join(conditions, ' AND ');
}

/** The column by name; `request.invalid` names table and column where there is none. */
export function findColumn(table: Table, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column !== undefined) return column;
  throw new AppError('request.invalid', `Table ${tableText(table)} has no column "${name}".`, {
    hint: `Its columns are ${table.columns.map((candidate) => candidate.name).join(', ')}.`,
  });
}

function asValue(value: unknown): Value {
  if (value === null || ['boolean', 'number', 'string'].includes(typeof value)) return value as Value;
  if (typeof value === 'object' && 'type' in value && 'text' in value) return value as Value;
  throw new TypeError('A parameter of a statement is not a Value.');
}
