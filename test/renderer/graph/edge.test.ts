import { describe, expect, it } from 'vitest';
import { createCards, rowMiddle } from '../../../src-renderer/graph/card.ts';
import { createEdges } from '../../../src-renderer/graph/edge.ts';
import { keyOf, relation, relations, table, tables } from './bookshop.ts';

function edgeFrom(child: string, column: string) {
  const cards = createCards(tables, relations);
  const found = createEdges(tables, cards, relations).find(
    (edge) => edge.child === keyOf(child) && edge.relation?.child.columns.includes(column),
  );
  if (found === undefined) throw new Error(`no edge from ${child}.${column}`);
  const card = cards.find((one) => one.key === found.child);
  if (card === undefined) throw new Error(`no card ${child}`);
  return { edge: found, card };
}

describe('an edge', () => {
  it('leaves from the row of its referencing column', () => {
    const { edge, card } = edgeFrom('order', 'customer_id');
    expect(edge.childOffset).toBe(rowMiddle(card, 'customer_id'));
  });

  it('is one-to-one where the referencing columns hold a key', () => {
    expect(edgeFrom('profile', 'customer_id').edge.oneToOne).toBe(true);
    expect(edgeFrom('order', 'customer_id').edge.oneToOne).toBe(false);
    expect(edgeFrom('item', 'order_id').edge.oneToOne).toBe(false);
  });

  it('is optional where a referencing column may be null', () => {
    expect(edgeFrom('review', 'line').edge.optional).toBe(true);
    expect(edgeFrom('order', 'customer_id').edge.optional).toBe(false);
  });

  it('ends apart from edges of the other kind, whose sign differs', () => {
    const optional = edgeFrom('review', 'customer_id').edge;
    const mandatory = edgeFrom('order', 'customer_id').edge;
    expect(optional.parentOffset - mandatory.parentOffset).toBe(10);
    expect(edgeFrom('profile', 'customer_id').edge.parentOffset).toBe(mandatory.parentOffset);
  });

  it('keeps a lane for the widest label beside its card', () => {
    const lanes = ['customer_id', 'line'].map((column) => edgeFrom('review', column).edge);
    expect(new Set(lanes.map((edge) => edge.lane)).size).toBe(1);
    expect(lanes.every((edge) => edge.lane > edge.labelWidth)).toBe(true);
  });

  it('is left out where a table of it is gone', () => {
    const stale = relation('order.voucher_id', 'voucher.id', { state: 'stale' });
    const cards = createCards(tables, [...relations, stale]);
    const ids = createEdges(tables, cards, [...relations, stale]).map((edge) => edge.id);
    expect(ids).toEqual(relations.map(({ id }) => id));
  });

  it('leaves from a row of its own where composite keys share a column', () => {
    const shared = [
      table('tenant', ['id']),
      table('user', ['tenant_id', 'id']),
      table('task', ['id', 'tenant_id', 'user_id', 'project_id']),
    ];
    const tied = [
      relation('task.tenant_id,user_id', 'user.tenant_id,id'),
      relation('task.tenant_id', 'tenant.id'),
      relation('task.tenant_id,project_id', 'user.tenant_id,id'),
    ];
    const cards = createCards(shared, tied);
    const offsets = createEdges(shared, cards, tied).map((edge) => edge.childOffset);
    expect(new Set(offsets).size).toBe(3);
  });
});

describe('a card', () => {
  it('shows all columns as long as they are few', () => {
    const [card] = createCards([table('city', ['id', 'name', 'country'])], []);
    expect(card?.rows.map((row) => row.name)).toEqual(['id', 'name', 'country']);
    expect(card?.hiddenColumns).toBe(0);
  });

  it('shows keys and relation columns of a wide table, and counts the rest', () => {
    const wide = table('wide', ['id', 'order_id', ...'abcdefgh']);
    const [card] = createCards([wide], [relation('wide.order_id', 'order.id')]);
    expect(card?.rows.map((row) => [row.name, row.isPrimary, row.isForeign])).toEqual([
      ['id', true, false],
      ['order_id', false, true],
    ]);
    expect(card?.hiddenColumns).toBe(8);
  });

  it('names the schema only where there are several', () => {
    const one = createCards([table('a', ['id'], { schema: 'public' })], []);
    expect(one.map((card) => card.schema)).toEqual(['']);
    const two = createCards([table('a', ['id'], { schema: 'x' }), table('a', ['id'], { schema: 'y' })], []);
    expect(two.map((card) => card.schema)).toEqual(['x', 'y']);
  });
});
