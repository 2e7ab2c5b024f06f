import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RelationMode } from '../../src-main/model/relation.ts';
import { reloadModel } from '../../src-main/services/models.ts';
import { createRelations, type DeclaredRelation } from '../../src-main/services/relations.ts';
import { readRelationFile } from '../../src-main/storage/relation-file.ts';
import { engines } from '../support/engines.ts';
import { type OpenDatabase, openDatabase } from '../support/open-database.ts';

const schema = [
  'CREATE TABLE author (id int PRIMARY KEY)',
  'CREATE TABLE book (id int PRIMARY KEY, author_id int, editor_id int, FOREIGN KEY (author_id) REFERENCES author (id))',
];

describe.each(engines)('declared relations on $id', (engine) => {
  const relations = createRelations();
  let open: OpenDatabase;
  beforeAll(async () => {
    open = await openDatabase(engine, schema);
  });
  afterAll(() => open.close());

  function editor(child: string[] = ['editor_id'], parent: string[] = ['id'], parentTable = 'author') {
    const table = (name: string) => ({ schema: open.connection.catalog.defaultSchema, name });
    const declared: DeclaredRelation = {
      child: { table: table('book'), columns: child },
      parent: { table: table(parentTable), columns: parent },
      onDelete: 'setNull',
      onUpdate: 'cascade',
    };
    return declared;
  }
  const stateIn = async (mode: RelationMode) => {
    open.connection.askedMode = mode;
    const model = await reloadModel(open.connection);
    return model.relations.find(({ child }) => child.columns[0] === 'editor_id')?.state;
  };

  it('are kept in the relation file over reloads, emulated in prisma mode alone, and can be forgotten', async () => {
    const { relations: after } = await relations.declare(open.connection, editor());
    const declared = after.find(({ state }) => state === 'notEnforced');
    expect(declared).toMatchObject({ onDelete: 'setNull', onUpdate: 'cascade', constraint: null });
    expect(await stateIn('foreignKeys')).toBe('notEnforced');
    expect(await stateIn('prisma')).toBe('emulated');
    await expect(relations.declare(open.connection, editor())).rejects.toMatchObject({
      code: 'request.invalid',
    });

    await relations.forget(open.connection, declared?.id ?? '');
    expect(await stateIn('prisma')).toBeUndefined();
    expect((await readRelationFile(open.connection.relationFilePath))?.relations).toEqual([]);
  });

  it.each([
    ['a table that is not there', () => editor(['editor_id'], ['id'], 'writer'), 'writer'],
    ['a column that is not there', () => editor(['writer_id']), 'no column "writer_id"'],
    ['uneven sides', () => editor(['editor_id', 'author_id']), '2 and 1'],
    ['a column named twice', () => editor(['editor_id', 'editor_id'], ['id', 'id']), 'twice'],
    ['what is a foreign key already', () => editor(['author_id']), 'is there already'],
  ])('cannot have %s', async (_, relation, sentence) => {
    await expect(relations.declare(open.connection, relation())).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining(sentence),
    });
  });

  it('are not foreign keys: those and unknown ones cannot be forgotten', async () => {
    const enforced = open.connection.model.relations.find(({ state }) => state === 'enforced');
    await expect(relations.forget(open.connection, enforced?.id ?? '')).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining('is a foreign key'),
    });
    await expect(relations.forget(open.connection, 'nothing')).rejects.toMatchObject({
      message: 'There is no relation nothing.',
    });
  });

  it('become stale with a warning when a column goes, and leave the model with their table', async () => {
    await open.run('CREATE TABLE fan (id int PRIMARY KEY, author_id int, hero_id int)');
    await reloadModel(open.connection);
    const fan = { ...editor(['hero_id']).child, table: { ...editor().child.table, name: 'fan' } };
    const { id } = await relations
      .declare(open.connection, { ...editor(), child: fan })
      .then((model) => ({ id: model.relations.find(({ child }) => child.table.name === 'fan')?.id }));
    await open.run('ALTER TABLE fan DROP COLUMN hero_id');
    const stale = await reloadModel(open.connection);
    expect(stale.relations.find((relation) => relation.id === id)?.state).toBe('stale');
    expect(stale.warnings).toContainEqual(expect.objectContaining({ rule: 'staleRelation', relation: id }));
    await open.run('DROP TABLE fan');
    const gone = await reloadModel(open.connection);
    expect(gone.relations.map((relation) => relation.id)).not.toContain(id);
    expect(gone.warnings.map(({ rule }) => rule)).toContain('tableGone');
    await relations.forget(open.connection, id ?? '');
    expect(open.connection.model.warnings.map(({ rule }) => rule)).not.toContain('tableGone');
  });
});
