import { expect, it } from 'vitest';
import { actionLabel, relationSentence } from '../../../src-renderer/graph/relation-label.ts';
import { relation } from './bookshop.ts';

it('the sentence of a relation names columns, actions and state', () => {
  expect(relationSentence(relation('order_item.order_id', 'order.id'))).toBe(
    'order_item.order_id -> order.id, on delete cascade, on update no action, enforced',
  );
});

it('the sentence of a composite relation lists the columns in key order', () => {
  const composite = relation('review.order_id,order_line', 'order_item.order_id,line', {
    onDelete: 'setNull',
    state: 'emulated',
  });
  expect(relationSentence(composite)).toBe(
    'review.(order_id, order_line) -> order_item.(order_id, line), on delete set null, on update no action, emulated',
  );
});

it('the label of an edge is its action on delete', () => {
  expect(actionLabel('setDefault')).toBe('SET DEFAULT');
});
