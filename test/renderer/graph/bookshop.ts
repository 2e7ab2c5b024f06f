import type { Table } from '../../../src-main/model/catalog.ts';
import { relationId } from '../../../src-main/model/identity.ts';
import type { Relation } from '../../../src-main/model/relation.ts';
import { createCards } from '../../../src-renderer/graph/card.ts';
import { createEdges } from '../../../src-renderer/graph/edge.ts';
import type { Point } from '../../../src-renderer/graph/geometry.ts';
import { createScene } from '../../../src-renderer/graph/scene.ts';
import { integerColumn, tableOf } from '../../support/relations.ts';

export const keyOf = (name: string) => JSON.stringify(['', name]);

/** A column that ends in `?` may be null. */
export function table(name: string, columns: readonly string[], more: Partial<Table> = {}): Table {
  return tableOf(name, [], {
    columns: columns.map((text) => ({
      ...integerColumn(text.replace('?', '')),
      nullable: text.endsWith('?'),
    })),
    primaryKey: { name: null, columns: ['id'] },
    ...more,
  });
}

/** `relation('review.order_id,line', 'item.order_id,line')`. */
export function relation(from: string, to: string, more: Partial<Relation> = {}): Relation {
  const [child, parent] = [side(from), side(to)];
  return {
    id: relationId(child, parent),
    child,
    parent,
    onDelete: 'cascade',
    onUpdate: 'noAction',
    constraint: null,
    state: 'enforced',
    match: 'simple',
    setColumns: null,
    deferred: false,
    ...more,
  };
}

function side(text: string): Relation['child'] {
  const [name = '', columns = ''] = text.split('.');
  return { table: { schema: '', name }, columns: columns.split(',') };
}

export const tables = [
  table('customer', ['id', 'name', 'referred_by_id?']),
  table('profile', ['customer_id', 'phone?'], { primaryKey: { name: null, columns: ['customer_id'] } }),
  table('order', ['id', 'customer_id']),
  table('item', ['order_id', 'line'], { primaryKey: { name: null, columns: ['order_id', 'line'] } }),
  table('review', ['id', 'customer_id?', 'order_id?', 'line?']),
  table('note', ['id']),
];

export const relations = [
  relation('customer.referred_by_id', 'customer.id', { onDelete: 'setNull' }),
  relation('profile.customer_id', 'customer.id'),
  relation('order.customer_id', 'customer.id'),
  relation('item.order_id', 'order.id'),
  relation('review.customer_id', 'customer.id', { onDelete: 'setNull' }),
  relation('review.order_id,line', 'item.order_id,line', { onDelete: 'setNull' }),
];

export function sceneOf(
  places: Readonly<Record<string, Point>>,
  moved: Readonly<Record<string, Point>> = {},
) {
  const cards = createCards(tables, relations);
  const keyed = (points: Readonly<Record<string, Point>>) =>
    new Map(Object.entries(points).map(([name, point]) => [keyOf(name), point]));
  return createScene(
    cards,
    createEdges(tables, cards, relations),
    { positions: keyed(places), routes: new Map() },
    keyed(moved),
  );
}
