import { describe, expect, it } from 'vitest';
import { countText, quantity } from '../../../src-main/model/count-text.ts';
import type { Relation } from '../../../src-main/model/relation.ts';
import { cellText, editorText } from '../../../src-renderer/format/cell-text.ts';
import { shortName } from '../../../src-renderer/format/connection-name.ts';
import { durationText } from '../../../src-renderer/format/counts.ts';
import { placeText, progressText } from '../../../src-renderer/format/progress-text.ts';
import { sideText } from '../../../src-renderer/format/relation-text.ts';
import { statementText } from '../../../src-renderer/format/statement-text.ts';
import { switchResult, switchSummary } from '../../../src-renderer/format/switch-summary.ts';

const relation: Relation = {
  id: 'orders(customer_id)->customers(id)',
  child: { table: { schema: 'shop', name: 'orders' }, columns: ['customer_id'] },
  parent: { table: { schema: 'shop', name: 'customers' }, columns: ['id'] },
  onDelete: 'cascade',
  onUpdate: 'noAction',
  constraint: null,
  state: 'emulated',
  match: 'simple',
  setColumns: null,
  deferred: false,
};

describe('texts', () => {
  it('say that a count is a lower bound', () => {
    expect(countText(10_000, false)).toBe('10,000+');
    expect(quantity(1, 'row')).toBe('1 row');
    expect(quantity(1, 'row', 'rows', false)).toBe('1+ rows');
  });

  it.each([
    [0.42, '0.4 ms'],
    [12.4, '12 ms'],
    [3400, '3.4 s'],
    [125_000, '2 min'],
  ])('give %d milliseconds as %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });

  it('show a value on one line and edit it as it is', () => {
    expect(cellText('a\r\nb\nc')).toBe('a⏎b⏎c');
    expect(cellText({ type: 'bytes', text: 'ff' })).toBe('0xff');
    expect(editorText({ type: 'bytes', text: 'ff' })).toBe('ff');
    expect(editorText(null)).toBe('');
    expect(cellText('x'.repeat(1000))).toHaveLength(301);
    expect(cellText('🦉'.repeat(1000)).endsWith('🦉…')).toBe(true);
  });

  it('say how far a change has come', () => {
    const nameOf = ({ name }: { readonly name: string }) => name;
    const table = { schema: 'shop', name: 'orders' };
    const at = { kind: 'progress', stage: 'writing', table, rows: 12_000 } as const;
    expect(progressText(at, nameOf)).toBe('Writing rows of orders · 12,000 so far');
    expect(progressText({ ...at, stage: 'keeping', rows: 0 }, nameOf)).toBe(
      'Keeping rows of orders for an undo',
    );
    expect(progressText({ ...at, stage: 'committing', table: null, rows: 0 }, nameOf)).toBe('Committing');
    expect(placeText(at, nameOf)).toBe('orders · 12,000 rows so far');
    expect(placeText({ ...at, table: null }, nameOf)).toBe('');
  });

  it('name the side of a relation', () => {
    expect(sideText(relation.child)).toBe('shop.orders.customer_id');
    expect(sideText({ table: { schema: '', name: 'lines' }, columns: ['order', 'line'] })).toBe(
      'lines (order, line)',
    );
  });

  it('show parameters below their statement', () => {
    expect(statementText({ text: 'DELETE FROM t WHERE id = ? AND name = ?', params: [1, 'x'] })).toBe(
      "DELETE FROM t WHERE id = ? AND name = ?;\n-- 1, 'x'",
    );
  });

  it('sum up a mode switch', () => {
    const of = (change: 'drop' | 'keep') => ({ relation, change, reason: null });
    expect(switchSummary({ relations: [of('drop'), of('drop'), of('keep')] })).toBe(
      '2 foreign keys dropped, 1 stays as it is',
    );
    expect(switchResult({ relations: [relation] })).toBe(
      'Done: 0 foreign keys are now in the database, 1 emulated.',
    );
    expect(switchResult({ relations: [{ ...relation, state: 'enforced' }] })).toBe(
      'Done: 1 foreign key is now in the database, 0 emulated.',
    );
  });

  it('call a database file by its name and a server by all of its address', () => {
    expect(shortName('/home/ada/shop.db')).toBe('shop.db');
    expect(shortName('C:\\data\\shop.db')).toBe('shop.db');
    expect(shortName('localhost/shop')).toBe('localhost/shop');
  });
});
