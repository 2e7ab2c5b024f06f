import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src-main/model/finding.ts';
import { createCards } from '../../../src-renderer/graph/card.ts';
import { createCandidateEdges, createEdges } from '../../../src-renderer/graph/edge.ts';
import { orphanSign, orphansOf } from '../../../src-renderer/graph/marks.ts';
import { signsOf } from '../../../src-renderer/graph/relation-label.ts';
import { schemaHues } from '../../../src-renderer/graph/schema-hue.ts';
import { relation, relations, table, tables } from './bookshop.ts';

const finding: Finding = {
  id: 'orphans',
  kind: 'orphans',
  severity: 'error',
  relation: 'r',
  table: { schema: '', name: 'review' },
  count: 1234,
  exact: false,
  sample: [],
  message: '',
  sql: null,
  repairs: [],
};

describe('marks of an edge', () => {
  it('tell that no index begins with the referencing columns, unless the user does not want to know', () => {
    const own = [
      table('a', ['id']),
      table('b', ['id', 'a']),
      table('c', ['id', 'a'], { indexes: [{ name: 'i', columns: ['a'], unique: false, partial: false }] }),
    ];
    const tied = [
      relation('b.a', 'a.id'),
      relation('c.a', 'a.id'),
      relation('b.a', 'a.id', { id: 'ignored', indexIgnored: true }),
    ];
    const edges = createEdges(own, createCards(own, tied), tied);
    expect(edges.map(({ marks }) => marks.missingIndex)).toEqual([true, false, false]);
  });

  it('count the orphans that an audit found', () => {
    const orphans = orphansOf([
      finding,
      { ...finding, relation: null },
      { ...finding, relation: 's', count: 0 },
    ]);
    expect([...orphans]).toEqual([['r', { count: 1234, exact: false }]]);
    expect(orphanSign({ count: 1234, exact: false })).toBe('!1.2K+');
    expect(signsOf({ missingIndex: true, orphans: { count: 3, exact: true } })).toEqual(['IX', '!3']);
  });
});

it('a candidate is an edge without a label, and only where both tables are there', () => {
  const { child, parent } = relation('note.customer_id', 'customer.id');
  const one = { child, parent, confidence: 0.9, evidence: 'namesTable', values: null, message: '' } as const;
  const gone = { ...one, parent: { ...parent, table: { schema: '', name: 'gone' } } };
  const edges = createCandidateEdges(tables, createCards(tables, relations), [one, gone]);
  expect(edges.map(({ state, label, relation }) => ({ state, label, relation }))).toEqual([
    { state: 'candidate', label: '', relation: null },
  ]);
});

describe('the hues of schemas', () => {
  it('differ as long as there are enough', () => {
    const names = ['public', 'sales', 'audit', 'hr', 'Ü', '', 'x', 'y'];
    expect(new Set(schemaHues(names).values()).size).toBe(8);
  });

  it('stay when others come, and there are more schemas than hues', () => {
    const many = Array.from({ length: 30 }, (_, number) => `s${number}`);
    expect([...schemaHues(many).values()].every((hue) => hue >= 1 && hue <= 8)).toBe(true);
    expect(schemaHues(['sales']).get('sales')).toBe(schemaHues(['sales', 'zzz']).get('sales'));
  });
});
