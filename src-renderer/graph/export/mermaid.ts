import type { Column, Table } from '../../../src-main/model/catalog.ts';
import { tableKey, tableText } from '../../../src-main/model/identity.ts';
import type { Relation } from '../../../src-main/model/relation.ts';
import { createCards } from '../card.ts';
import { createEdges } from '../edge.ts';
import { actionsSentence } from '../relation-label.ts';
import { uniqueNames } from './unique-names.ts';

/**
 * As Mermaid's erDiagram. Tables have plain ids, with their names beside them; columns, for which there is no such thing,
 * are spelled with what Mermaid allows, and have their names as a comment where that is something else.
 * https://mermaid.js.org/syntax/entityRelationshipDiagram.html
 */
export function toMermaid(tables: readonly Table[], relations: readonly Relation[]): string {
  const edges = createEdges(tables, createCards(tables, relations), relations);
  const texts = new Map(tables.map((table) => [tableKey(table), tableText(table)]));
  const ids = uniqueNames([...texts.keys()], (key) => word(texts.get(key) ?? ''));
  const lines = tables.flatMap((table) => {
    const id = ids.get(tableKey(table)) ?? '';
    const text = tableText(table);
    const name = id === text ? id : `${id}["${escaped(text)}"]`;
    return [`  ${name} {`, ...columnLines(table, relations), '  }'];
  });
  const ties = edges.flatMap(({ child, parent, oneToOne, optional, relation }) => {
    if (relation === null) return [];
    const [from, to] = [ids.get(parent) ?? '', ids.get(child) ?? ''];
    const line = relation.state === 'enforced' || relation.state === 'unvalidated' ? '--' : '..';
    const label = `${relation.child.columns.join(', ')}: ${actionsSentence(relation)}`;
    return [
      `  ${from} ${optional ? '|o' : '||'}${line}${oneToOne ? 'o|' : 'o{'} ${to} : "${escaped(label)}"`,
    ];
  });
  return `${['erDiagram', ...lines, ...ties].join('\n')}\n`;
}

function columnLines(table: Table, relations: readonly Relation[]): readonly string[] {
  const names = uniqueNames(
    table.columns.map(({ name }) => name),
    word,
  );
  const foreign = new Set(
    relations
      .filter(({ child }) => tableKey(child.table) === tableKey(table))
      .flatMap(({ child }) => child.columns),
  );
  return table.columns.map((column) => {
    const name = names.get(column.name) ?? '';
    const keys = keysOf(table, column, foreign).join(', ');
    const comment = name === column.name ? '' : `"${escaped(column.name)}"`;
    return `    ${[word(column.type || 'any'), name, keys, comment].filter((part) => part !== '').join(' ')}`;
  });
}

function keysOf({ primaryKey, uniqueKeys }: Table, { name }: Column, foreign: ReadonlySet<string>): string[] {
  const unique = uniqueKeys.some(({ columns }) => columns.length === 1 && columns[0] === name);
  return [
    ...(primaryKey?.columns.includes(name) === true ? ['PK'] : []),
    ...(foreign.has(name) ? ['FK'] : []),
    ...(unique ? ['UK'] : []),
  ];
}

/** What means something to Mermaid where a name may stand. */
const reserved =
  /^(erdiagram|direction|title|class|classdef|style|acc\w*|one|only|many|more|zero|to|or|optionally|u|pk|fk|uk|tb|bt|rl|lr)$/i;

/** A word of Latin letters, digits and underscores. */
function word(text: string): string {
  const plain = text.replaceAll(/[^A-Za-z0-9_]+/g, '_').replace(/_+$/, '');
  return /^[A-Za-z]/.test(plain) && !reserved.test(plain) ? plain : `x_${plain}`;
}

/** Within quotes, on one line. Mermaid knows no escapes but its own codes of characters. */
function escaped(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').replaceAll(/["#%<>\\;`]/g, (sign) => `#${sign.codePointAt(0)};`);
}
