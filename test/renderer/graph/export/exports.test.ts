import { describe, expect, it } from 'vitest';
import { toDbml } from '../../../../src-renderer/graph/export/dbml.ts';
import { toMermaid } from '../../../../src-renderer/graph/export/mermaid.ts';
import { toSvg } from '../../../../src-renderer/graph/export/svg.ts';
import type { GraphTheme } from '../../../../src-renderer/graph/theme.ts';
import { relation, relations, sceneOf, table, tables } from '../bookshop.ts';

const odd = [
  table('say "hi" <b>', ['id', 'a b', 'a-b', 'naïve ☃', '%d; #1']),
  table("it's\n\\two", ['id', 'ref "x"?']),
  table('order', ['id', 'PK']),
];
const tied = [
  { ...relation('x.y', 'z.w'), child: side("it's\n\\two", 'ref "x"'), parent: side('say "hi" <b>', 'id') },
];

function side(name: string, column: string) {
  return { table: { schema: '', name }, columns: [column] };
}

describe('Mermaid', () => {
  it('has crow’s feet for many, a bar for at most one, and circles where a parent may be missing', () => {
    const text = toMermaid(tables, relations);
    expect(text).toContain(
      '  customer |o--o{ review : "customer_id: on delete set null, on update no action"',
    );
    expect(text).toContain(
      '  customer ||--o| profile : "customer_id: on delete cascade, on update no action"',
    );
    expect(text).toContain('    integer order_id PK, FK');
  });

  it('draws what the database does not enforce as a broken line', () => {
    const [first] = relations;
    if (first === undefined) throw new Error('There is a relation.');
    expect(toMermaid(tables, [{ ...first, state: 'emulated' }])).toContain('customer |o..o{ customer');
  });

  it('keeps odd names as text, under plain ids that differ', () => {
    const text = toMermaid(odd, tied);
    expect(text).toContain('say_hi_b["say #34;hi#34; #60;b#62;"] {');
    expect(text).toContain('it_s_two["it\'s #92;two"] {');
    expect(text).toContain('a_b "a b"');
    expect(text).toContain('a_b_2 "a-b"');
    expect(text).toContain('x__d_1 "#37;d#59; #35;1"');
    expect(text).toContain('x_PK "PK"');
    expect(text).toMatch(/^ {2}say_hi_b \|o--o\{ it_s_two : "ref #34;x#34;: /m);
    // Nothing but the ids and the codes of Mermaid stands outside of quotes.
    expect(text.replaceAll(/"[^"\n]*"/g, '')).toMatch(/^[\w\s{}[\],:.|-]*$/);
  });
});

describe('DBML', () => {
  it('has keys, composite keys and relations with their actions', () => {
    const text = toDbml(tables, relations);
    expect(text).toContain('  "id" "integer" [pk, not null]');
    expect(text).toContain('    ("order_id", "line") [pk]');
    expect(text).toContain(
      'Ref: "profile"."customer_id" - "customer"."id" [delete: cascade, update: no action]',
    );
    expect(text).toContain(
      'Ref: "review".("order_id", "line") > "item".("order_id", "line") [delete: set null,',
    );
  });

  it('escapes quotes, and keeps a name on one line', () => {
    const text = toDbml(odd, tied);
    expect(text).toContain('Table "say \\"hi\\" <b>" {');
    expect(text).toContain('Table "it\'s \\\\two" {');
    expect(text).toContain('  "naïve ☃" "integer"');
    expect(text).toContain('"ref \\"x\\""');
  });

  it('names the schema where there is one, and says what a comment says', () => {
    const own = { ...table('a', ['id']), schema: 'sales', comment: "it's" };
    expect(toDbml([own], [])).toContain('Table "sales"."a" {');
    expect(toDbml([own], [])).toContain("  Note: 'it\\'s'");
  });
});

describe('SVG', () => {
  const tone = { text: '#a00', soft: '#fdd' };
  const theme: GraphTheme = {
    ...{
      fontFamily: 'Inter',
      background: '#eee',
      card: '#fff',
      header: '#ddd',
      border: '#ccc',
      text: '#111',
    },
    ...{ muted: '#666', accent: '#00f', primaryKey: '#840', foreignKey: '#00f', enforced: '#555' },
    ...{ emulated: '#60b', warning: '#840', stale: '#b00', candidate: '#00f', schemas: [] },
    ...{ deletes: tone, sets: tone, refuses: tone },
  };

  it('is well-formed, with a card for each table that has a place', () => {
    const text = toSvg(sceneOf({ customer: { x: 0, y: 0 }, profile: { x: 600, y: 0 } }), theme);
    expect(text.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
    expect(text).toContain('>customer</text>');
    expect(text).toContain('>CASCADE</text>');
    expect(text).not.toContain('>order</text>');
    expect(opened(text)).toEqual([]);
  });
});

/** Elements that are opened and not closed. */
function opened(text: string): readonly string[] {
  const open: string[] = [];
  for (const [, closing, name = '', selfClosing] of text.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (closing === '/') expect(open.pop()).toBe(name);
    else if (selfClosing !== '/') open.push(name);
  }
  return open;
}
