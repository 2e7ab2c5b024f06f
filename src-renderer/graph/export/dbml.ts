import type { Column, Table, TableRef } from '../../../src-main/model/catalog.ts';
import type { ReferentialAction, Relation, RelationSide } from '../../../src-main/model/relation.ts';
import { createCards } from '../card.ts';
import { createEdges } from '../edge.ts';

const actions: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'cascade',
  restrict: 'restrict',
  noAction: 'no action',
  setNull: 'set null',
  setDefault: 'set default',
};

/** As DBML, all names in quotes. https://dbml.dbdiagram.io/docs/ */
export function toDbml(tables: readonly Table[], relations: readonly Relation[]): string {
  const edges = createEdges(tables, createCards(tables, relations), relations);
  const references = edges.flatMap(({ oneToOne, relation }) => {
    if (relation === null) return [];
    const { constraint, child, parent, onDelete, onUpdate } = relation;
    const name = constraint === null ? '' : ` ${quoted(constraint)}`;
    const settings = `[delete: ${actions[onDelete]}, update: ${actions[onUpdate]}]`;
    return [`Ref${name}: ${sideOf(child)} ${oneToOne ? '-' : '>'} ${sideOf(parent)} ${settings}`];
  });
  return `${[...tables.map(tableBlock), ...references].join('\n\n')}\n`;
}

function tableBlock(table: Table): string {
  const keys = table.primaryKey === null ? [] : [{ columns: table.primaryKey.columns, setting: 'pk' }];
  const composite = [
    ...keys,
    ...table.uniqueKeys.map(({ columns }) => ({ columns, setting: 'unique' })),
  ].filter(({ columns }) => columns.length > 1);
  const indexes = composite.map(
    ({ columns, setting }) => `    (${columns.map(quoted).join(', ')}) [${setting}]`,
  );
  return [
    `Table ${nameOf(table)} {`,
    ...table.columns.map(
      (column) => `  ${quoted(column.name)} ${quoted(column.type || 'any')}${settingsOf(table, column)}`,
    ),
    ...(indexes.length === 0 ? [] : ['', '  indexes {', ...indexes, '  }']),
    ...(table.comment === null ? [] : ['', `  Note: ${noted(table.comment)}`]),
    '}',
  ].join('\n');
}

function settingsOf(
  { primaryKey, uniqueKeys }: Table,
  { name, nullable, identity, comment }: Column,
): string {
  const isOnly = (columns: readonly string[]) => columns.length === 1 && columns[0] === name;
  const isPrimary = primaryKey !== null && isOnly(primaryKey.columns);
  const settings = [
    ...(isPrimary ? ['pk'] : []),
    ...(!isPrimary && uniqueKeys.some(({ columns }) => isOnly(columns)) ? ['unique'] : []),
    ...(identity === null ? [] : ['increment']),
    ...(nullable ? [] : ['not null']),
    ...(comment === null ? [] : [`note: ${noted(comment)}`]),
  ];
  return settings.length === 0 ? '' : ` [${settings.join(', ')}]`;
}

function sideOf({ table, columns }: RelationSide): string {
  const names = columns.map(quoted).join(', ');
  return `${nameOf(table)}.${columns.length === 1 ? names : `(${names})`}`;
}

function nameOf({ schema, name }: TableRef): string {
  return schema === '' ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
}

function quoted(text: string): string {
  return `"${backslashed(text, '"')}"`;
}

function noted(text: string): string {
  return `'${backslashed(text, "'")}'`;
}

/** A name stands on one line. */
function backslashed(text: string, quote: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll(/\p{Cc}+/gu, ' ');
}
