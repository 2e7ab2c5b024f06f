import { describe, expect, it } from 'vitest';
import { relationsByChild, relationsByParent } from '../../src-main/engine/graph-walk.ts';
import { relationModel } from '../../src-main/engine/relation-graph.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import { catalogOf, foreignKeyOf, keptOf, tableOf } from '../support/relations.ts';

const tables = [
  tableOf('authors', ['id']),
  tableOf('books', ['id', 'author_id', 'editor_id']),
  tableOf('reviews', ['id', 'book_id']),
];
const author = foreignKeyOf('books', ['author_id'], 'authors', ['id'], { name: 'books_author' });
const review = foreignKeyOf('reviews', ['book_id'], 'books', ['id'], { onDelete: 'cascade' });

const file = (...relations: ReturnType<typeof keptOf>[]) =>
  ({ mode: 'prisma', relations, remembered: [] }) as const;

describe('relationModel in foreignKeys mode', () => {
  it('shows each foreign key with its actions, its name and who checks it', () => {
    const catalog = catalogOf(tables, [
      author,
      { ...review, validated: false },
      { ...author, columns: ['editor_id'], enforced: false },
    ]);
    const model = relationModel(catalog, null, 'foreignKeys');
    expect(
      model.relations.map(({ id, state, constraint, onDelete }) => [id, state, constraint, onDelete]),
    ).toEqual([
      ['books(author_id)->authors(id)', 'enforced', 'books_author', 'noAction'],
      ['books(editor_id)->authors(id)', 'notEnforced', 'books_author', 'noAction'],
      ['reviews(book_id)->books(id)', 'unvalidated', null, 'cascade'],
    ]);
    expect(model.warnings).toEqual([]);
  });

  it('shows a declared relation without a foreign key as not enforced', () => {
    const model = relationModel(catalogOf(tables, []), file(keptOf(author)), 'foreignKeys');
    expect(model.relations).toMatchObject([{ constraint: null, state: 'notEnforced' }]);
  });

  it('tells several keys between the same columns apart, in catalog order', () => {
    const model = relationModel(
      catalogOf(tables, [author, { ...author, name: 'again' }]),
      null,
      'foreignKeys',
    );
    expect(model.relations.map(({ id, constraint }) => [id, constraint])).toEqual([
      ['books(author_id)->authors(id)', 'books_author'],
      ['books(author_id)->authors(id)#2', 'again'],
    ]);
  });
});

describe('relationModel in prisma mode', () => {
  it('emulates the relations of the file, with what only their foreign key said', () => {
    const full = { ...author, match: 'full', setColumns: ['author_id'] } as const;
    const model = relationModel(catalogOf(tables, []), file(keptOf(full)), 'prisma');
    expect(model.relations).toMatchObject([
      { state: 'emulated', constraint: null, match: 'full', setColumns: ['author_id'] },
    ]);
    expect(model.warnings).toEqual([]);
  });

  it('shows a foreign key that exists anyway once, as enforced', () => {
    const model = relationModel(catalogOf(tables, [author]), file(keptOf(author)), 'prisma');
    expect(model.relations).toMatchObject([{ state: 'enforced', constraint: 'books_author' }]);
    expect(model.warnings).toEqual([]);
  });

  it('warns of a foreign key that the file does not know', () => {
    const model = relationModel(catalogOf(tables, [author]), null, 'prisma');
    expect(model.warnings).toMatchObject([
      { rule: 'foreignKeyExists', relation: 'books(author_id)->authors(id)' },
    ]);
  });

  it('keeps a relation whose columns are gone as stale and names them', () => {
    const gone = foreignKeyOf('reviews', ['writer_id'], 'authors', ['code']);
    const model = relationModel(catalogOf(tables, []), file(keptOf(gone)), 'prisma');
    expect(model.relations).toMatchObject([{ state: 'stale' }]);
    expect(model.warnings).toMatchObject([
      {
        rule: 'staleRelation',
        message: expect.stringContaining('columns reviews.writer_id, authors.code are gone'),
      },
    ]);
  });

  it('drops a relation whose table is gone from the model and names the table', () => {
    const gone = foreignKeyOf('reviews', ['book_id'], 'novels', ['id']);
    const model = relationModel(catalogOf(tables, []), file(keptOf(gone)), 'prisma');
    expect(model.relations).toEqual([]);
    expect(model.warnings).toMatchObject([
      { rule: 'tableGone', message: expect.stringContaining('table novels is gone') },
    ]);
  });
});

describe('the graph walk', () => {
  it('finds the relations on both sides of a table', () => {
    const model = relationModel(catalogOf(tables, [author, review]), null, 'foreignKeys');
    const books = tableKey({ schema: '', name: 'books' });
    expect(
      relationsByParent(model)
        .get(books)
        ?.map(({ id }) => id),
    ).toEqual(['reviews(book_id)->books(id)']);
    expect(
      relationsByChild(model)
        .get(books)
        ?.map(({ id }) => id),
    ).toEqual(['books(author_id)->authors(id)']);
  });
});
