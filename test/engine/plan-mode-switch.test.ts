import { describe, expect, it } from 'vitest';
import { planModeSwitch } from '../../src-main/engine/plan-mode-switch.ts';
import { relationModel } from '../../src-main/engine/relation-graph.ts';
import type { ForeignKeyRules, SwitchQuestion } from '../../src-main/engine/switch-question.ts';
import type { Catalog } from '../../src-main/model/catalog.ts';
import type { EffectiveAction } from '../../src-main/model/dialect-info.ts';
import { type RelationMode, referentialActions } from '../../src-main/model/relation.ts';
import type { KeptRelation, RelationFile } from '../../src-main/model/relation-file.ts';
import { catalogOf, foreignKeyOf, keptOf, tableOf } from '../support/relations.ts';

const faithful = referentialActions.map(
  (action): EffectiveAction => ({ action, onDelete: action, onUpdate: action, note: null }),
);
const rules: ForeignKeyRules = {
  actions: { foreignKeys: faithful, prisma: faithful },
  parentKey: 'unique',
  childIndex: 'ofUse',
  typeRefusal: () => null,
  unsupported: null,
  differences: [],
  decisions: [],
};
const tables = [
  tableOf('authors', ['id', 'code']),
  tableOf('books', ['id', 'author_id'], {
    indexes: [{ name: 'by_author', columns: ['author_id', 'id'], unique: false, partial: false }],
  }),
  tableOf('reviews', ['id', 'book_id']),
];
const author = foreignKeyOf('books', ['author_id'], 'authors', ['id'], { name: 'books_author', position: 2 });
const review = foreignKeyOf('reviews', ['book_id'], 'books', ['id'], { position: 1, onDelete: 'cascade' });
const authorId = keptOf(author).id;
const reviewId = keptOf(review).id;

function plan(
  to: RelationMode,
  catalog: Catalog,
  relations: readonly KeptRelation[],
  given: Partial<Pick<SwitchQuestion, 'decisions' | 'findings' | 'duplicates'>> & {
    rules?: Partial<ForeignKeyRules>;
  } = {},
) {
  const from = to === 'prisma' ? 'foreignKeys' : 'prisma';
  const file: RelationFile = { mode: from, relations, remembered: [] };
  return planModeSwitch({
    catalog,
    file,
    model: relationModel(catalog, file, from),
    to,
    decisions: {},
    findings: new Map(),
    duplicates: new Map(),
    ...given,
    rules: { ...rules, ...given.rules },
  });
}

describe('a switch to prisma', () => {
  const declared = { ...keptOf(foreignKeyOf('reviews', ['id'], 'authors', ['id'])), foreignKey: null };

  it('drops every foreign key and keeps each with all that brings it back', () => {
    const planned = plan('prisma', catalogOf(tables, [author, review]), []);
    expect(planned.relations.map(({ relation, change }) => [relation.id, change])).toEqual([
      [authorId, 'drop'],
      [reviewId, 'drop'],
    ]);
    expect(planned.keys).toEqual([author, review]);
    expect(planned.kept).toEqual([keptOf(author), keptOf(review)]);
    expect(planned.blockers).toEqual([]);
  });

  it('keeps declared relations, which it emulates from then on', () => {
    const planned = plan('prisma', catalogOf(tables, [author]), [declared]);
    expect(planned.relations).toMatchObject([
      { change: 'drop' },
      { change: 'keep', reason: expect.stringMatching(/emulates/) },
    ]);
    expect(planned.kept).toEqual([keptOf(author), declared]);
  });

  it('asks about relations whose columns no index begins with, and creates what is chosen', () => {
    const catalog = catalogOf(tables, [author, review]);
    const planned = plan('prisma', catalog, []);
    expect(planned.decisions).toMatchObject([
      {
        id: `index:${reviewId}`,
        relation: reviewId,
        question: expect.stringContaining('reviews begins with book_id'),
        default: 'leave',
      },
    ]);
    expect(planned.indexes).toEqual([]);
    const { indexes } = plan('prisma', catalog, [], { decisions: { [`index:${reviewId}`]: 'create' } });
    expect(indexes).toMatchObject([{ name: 'reviews_book_id_idx', columns: ['book_id'], unique: false }]);
  });

  it('names what behaves differently', () => {
    const restricts = faithful.map(
      (effect): EffectiveAction =>
        effect.action === 'noAction' ? { ...effect, onDelete: 'restrict', note: 'Never deferred.' } : effect,
    );
    const deferred = { ...author, deferrable: 'initiallyDeferred' } as const;
    const { differences } = plan('prisma', catalogOf(tables, [deferred]), [], {
      rules: { actions: { foreignKeys: restricts, prisma: faithful }, differences: ['Of the engine.'] },
    });
    expect(differences.join('\n')).toMatch(/no longer checks/);
    expect(differences.join('\n')).toMatch(
      /ON DELETE NO ACTION \(1 relation\) acted as RESTRICT in the database.* Never deferred/,
    );
    expect(differences.join('\n')).toMatch(/books_author of books could be checked at COMMIT/);
    expect(differences.at(-1)).toBe('Of the engine.');
  });

  it('is refused when that mode is in force', () => {
    const file: RelationFile = { mode: 'prisma', relations: [], remembered: [] };
    const catalog = catalogOf(tables, []);
    const model = relationModel(catalog, file, 'prisma');
    const question = {
      catalog,
      file,
      model,
      to: 'prisma',
      decisions: {},
      findings: new Map(),
      duplicates: new Map(),
      rules,
    } as const;
    expect(() => planModeSwitch(question)).toThrow('The relation mode is prisma already');
  });
});

describe('a switch to foreignKeys', () => {
  const kept = [keptOf(author), keptOf(review)];
  const none = catalogOf(tables, []);
  const orphans = new Map([[reviewId, { count: 3, sample: [{ id: 1, book_id: 99 }] }]]);

  it('adds each kept relation, as the key it was and in the old order, and forgets them', () => {
    const planned = plan('foreignKeys', none, kept);
    expect(planned.relations.map(({ change }) => change)).toEqual(['add', 'add']);
    expect(planned.keys).toEqual([review, author]);
    expect(planned.kept).toEqual([]);
  });

  it('turns a declared relation into a key that the engine names, after those that were keys', () => {
    const declared = { ...keptOf(author), foreignKey: null };
    const planned = plan('foreignKeys', none, [declared, keptOf(review)]);
    expect(planned.keys.map(({ name, table }) => [name, table.name])).toEqual([
      [null, 'reviews'],
      [null, 'books'],
    ]);
  });

  it('keeps a foreign key that exists already, and forgets its relation', () => {
    const planned = plan('foreignKeys', catalogOf(tables, [author]), kept);
    expect(planned.relations.map(({ change }) => change)).toEqual(['keep', 'add']);
    expect(planned.kept).toEqual([]);
  });

  it('is blocked by orphans, with their number and a sample', () => {
    const planned = plan('foreignKeys', none, kept, { findings: orphans });
    expect(planned.blockers).toMatchObject([
      { rule: 'orphans', relation: reviewId, count: 3, exact: true, sample: [{ id: 1, book_id: 99 }] },
    ]);
    expect(planned.blockers[0]?.message).toBe(
      '3 rows of reviews (book_id) reference no row of books, such as (99).',
    );
    expect(planned.relations).toMatchObject([{ change: 'add' }, { change: 'cannot' }]);
    expect(planned.decisions).toMatchObject([
      { id: `orphans:${reviewId}`, relation: reviewId, default: 'stop' },
      { id: `index:${reviewId}`, default: 'leave' },
    ]);
  });

  it('goes on without a relation that is left out, which stays in the file', () => {
    const decisions = { [`orphans:${reviewId}`]: 'leave', 'leave:nothing': 'stop' };
    const planned = plan('foreignKeys', none, kept, { findings: orphans, decisions });
    expect(planned.blockers).toEqual([]);
    expect(planned.warnings).toMatchObject([{ rule: 'leftOut', relation: reviewId }]);
    expect(planned.keys).toEqual([author]);
    expect(planned.kept).toEqual([keptOf(review)]);
  });

  it('offers only repairs that its tables permit, and adds the key where one is chosen', () => {
    const decisions = { [`orphans:${reviewId}`]: 'delete' };
    const planned = plan('foreignKeys', none, kept, { findings: orphans, decisions });
    // A review must have a book.
    expect(planned.decisions[0]?.choices.map(({ id }) => id)).toEqual([
      'stop',
      'delete',
      'createParent',
      'leave',
    ]);
    expect([planned.repairs, planned.blockers]).toEqual([[{ relation: reviewId, by: 'delete' }], []]);
    expect(planned.relations.map(({ change }) => change)).toEqual(['add', 'add']);
  });

  it('refuses a choice that does not exist', () => {
    const decisions = { [`orphans:${reviewId}`]: 'burn' };
    expect(() => plan('foreignKeys', none, kept, { findings: orphans, decisions })).toThrow(
      /stop or delete or createParent or leave/,
    );
  });

  it('brings a key whose rows were never checked back unchecked, orphans or not', () => {
    const unchecked = keptOf({ ...review, validated: false });
    const planned = plan('foreignKeys', none, [unchecked], { findings: orphans });
    expect(planned.blockers).toEqual([]);
    expect(planned.keys).toMatchObject([{ validated: false }]);
  });

  it('is blocked by an action that the engine does not have', () => {
    const refusing = faithful.map(
      (effect): EffectiveAction =>
        effect.action === 'cascade' ? { ...effect, onDelete: 'unsupported', note: 'Not here.' } : effect,
    );
    const actions = { foreignKeys: refusing, prisma: faithful };
    const planned = plan('foreignKeys', none, kept, { rules: { actions } });
    expect(planned.blockers).toMatchObject([
      { rule: 'actionUnsupported', relation: reviewId, message: expect.stringContaining('Not here.') },
    ]);
  });

  it('is blocked by a parent without a key, unless the engine asks for an index alone', () => {
    const byCode = keptOf(foreignKeyOf('books', ['author_id'], 'authors', ['code']));
    expect(plan('foreignKeys', none, [byCode]).blockers).toMatchObject([
      { rule: 'parentKeyNotUnique', table: { name: 'authors' } },
    ]);
    const index = { name: 'by_code', columns: ['code', 'id'], unique: false, partial: false };
    const indexed = catalogOf(
      [...tables.slice(1), tableOf('authors', ['id', 'code'], { indexes: [index] })],
      [],
    );
    expect(plan('foreignKeys', indexed, [byCode]).blockers).toHaveLength(1);
    expect(plan('foreignKeys', indexed, [byCode], { rules: { parentKey: 'indexed' } }).blockers).toEqual([]);
  });

  it('proposes a unique index for a parent without a key, unless its values are not unique', () => {
    const byCode = keptOf(foreignKeyOf('books', ['author_id'], 'authors', ['code']));
    const id = `unique:${byCode.id}`;
    const decide = (duplicates: number, choice: string) =>
      plan('foreignKeys', none, [byCode], {
        duplicates: new Map([[byCode.id, duplicates]]),
        decisions: { [id]: choice },
      });
    expect(decide(0, 'stop').blockers).toMatchObject([{ rule: 'parentKeyNotUnique' }]);
    const made = decide(0, 'unique');
    expect([made.blockers, made.relations[0]?.change]).toEqual([[], 'add']);
    expect(made.indexes).toMatchObject([{ name: 'authors_code_key', columns: ['code'], unique: true }]);
    expect(() => decide(2, 'unique')).toThrow(/stop or leave/);
    expect(decide(2, 'stop').decisions[0]?.question).toContain('2 values occur there more than once');
  });

  it('creates the index that an engine needs for a key without asking', () => {
    const planned = plan('foreignKeys', none, kept, { rules: { childIndex: 'needed' } });
    expect(planned.indexes).toMatchObject([{ table: { name: 'reviews' }, columns: ['book_id'] }]);
    expect(planned.decisions).toEqual([]);
  });

  it('is blocked by types that do not fit, by the engine and by its rows', () => {
    const byRule = plan('foreignKeys', none, kept, {
      rules: { typeRefusal: (child) => (child.name === 'book_id' ? 'integer is no text.' : null) },
    });
    expect(byRule.blockers).toMatchObject([{ rule: 'typeMismatch', relation: reviewId }]);
    const findings = new Map([[authorId, { incomparable: 'operator does not exist' }]]);
    expect(plan('foreignKeys', none, kept, { findings }).blockers).toMatchObject([
      {
        rule: 'typeMismatch',
        relation: authorId,
        message: expect.stringContaining('operator does not exist'),
      },
    ]);
  });

  it('is blocked by a server that allows no foreign keys', () => {
    const planned = plan('foreignKeys', none, kept, { rules: { unsupported: 'Not on this server.' } });
    expect(planned.blockers).toMatchObject([{ relation: null, message: 'Not on this server.' }]);
  });

  it('cannot add a stale relation, says why and keeps it', () => {
    const stale = keptOf(foreignKeyOf('books', ['writer_id'], 'authors', ['id']));
    const planned = plan('foreignKeys', none, [stale]);
    expect(planned.relations).toMatchObject([
      { change: 'cannot', reason: expect.stringMatching(/column books.writer_id is gone/) },
    ]);
    expect(planned.kept).toEqual([stale]);
    expect(planned.blockers).toEqual([]);
  });
});
