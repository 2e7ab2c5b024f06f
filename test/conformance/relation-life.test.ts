import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Relation, RelationMode } from '../../src-main/model/relation.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { reloadModel } from '../../src-main/services/models.ts';
import { createRelationEdits, type HeldEdit } from '../../src-main/services/relation-edits.ts';
import { createRelations } from '../../src-main/services/relations.ts';
import { readRelationFile } from '../../src-main/storage/relation-file.ts';
import { comparableCatalog } from '../support/comparable-catalog.ts';
import { engines } from '../support/engines.ts';
import { type Dump, fullDump } from '../support/full-dump.ts';
import { modeSwitch } from '../support/mode-switch.ts';
import { type OpenDatabase, openDatabase } from '../support/open-database.ts';
import { peculiarSchemas } from '../support/peculiar-schemas.ts';
import { schema } from '../support/switch-schema.ts';

const relations = createRelations();
const modes = modeSwitch();
const edits = createRelationEdits({ plans: createHeldPlans<HeldEdit>() });

async function apply(plan: string): Promise<void> {
  for (const running = edits.apply(plan); ; ) if ((await running.next()).done) return;
}

describe.each(engines)('relations on $id', (engine) => {
  let open: OpenDatabase;
  beforeEach(async () => {
    open = await openDatabase(engine, schema);
  });
  afterEach(() => open.close());

  const side = (table: string, ...columns: string[]) => ({
    table: { schema: open.connection.catalog.defaultSchema, name: table },
    columns,
  });
  const inMode = async (mode: RelationMode) => {
    open.connection.askedMode = mode;
    return reloadModel(open.connection);
  };
  const switchTo = async (to: RelationMode) => {
    const plan = await modes.preview(open.connection, to);
    expect(plan.blockers).toEqual([]);
    for (const running = modes.apply(plan.plan); ; ) if ((await running.next()).done) return;
  };
  const find = (child: string) => {
    const found = open.connection.model.relations.find(({ id }) =>
      id.replace(/^\w+\./, '').startsWith(child),
    );
    if (found === undefined) throw new Error(`There is no relation ${child}.`);
    return found;
  };

  it('get other actions at once where the file keeps them, and as foreign keys have them again', async () => {
    await switchTo('prisma');
    const before = find('book(author_id');
    const edited = await edits.edit(open.connection, before.id, { onDelete: 'restrict' });
    expect(edited.kind).toBe('done');
    expect(find('book(author_id')).toEqual({ ...before, onDelete: 'restrict' });
    const order = (await readRelationFile(open.connection.relationFilePath))?.relations
      .toSorted((a, b) => (a.foreignKey?.position ?? 0) - (b.foreignKey?.position ?? 0))
      .map(({ foreignKey }) => foreignKey?.name);
    await switchTo('foreignKeys');
    expect(find('book(author_id')).toMatchObject({
      onDelete: 'restrict',
      onUpdate: 'cascade',
      state: 'enforced',
    });
    const keys = open.connection.catalog.foreignKeys.toSorted((a, b) => a.position - b.position);
    expect(keys.map(({ name }) => name)).toEqual(order);
  });

  it('get other actions by a plan where they are foreign keys, all else staying as it is', async () => {
    const before = comparableCatalog(open.connection.catalog);
    const { id } = find('book(author_id');
    const edited = await edits.edit(open.connection, id, { onDelete: 'setNull', onUpdate: 'restrict' });
    if (edited.kind !== 'planned') throw new Error('No plan.');
    const { plan } = edited;
    expect(plan.relations).toMatchObject([
      { change: 'edit', relation: { id, onDelete: 'setNull', onUpdate: 'restrict' } },
    ]);
    expect(plan.steps.length).toBeGreaterThan(0);
    await reloadModel(open.connection);
    expect(comparableCatalog(open.connection.catalog)).toEqual(before);
    expect(await readRelationFile(open.connection.relationFilePath)).toBeNull();
  });

  it('refuse to be edited into what they are, and what a changed database no longer is', async () => {
    const { id } = find('book(author_id');
    await expect(edits.edit(open.connection, id, { onDelete: 'cascade' })).rejects.toMatchObject({
      message: expect.stringContaining('has these actions already'),
    });
    await expect(edits.edit(open.connection, 'nothing', {})).rejects.toMatchObject({
      message: 'There is no relation nothing.',
    });
    const edited = await edits.edit(open.connection, id, { onDelete: 'restrict' });
    if (edited.kind !== 'planned') throw new Error('No plan.');
    await open.run(
      'CREATE TABLE late (id int PRIMARY KEY, book_id int, FOREIGN KEY (book_id) REFERENCES book (id))',
    );
    await expect(apply(edited.plan.plan)).rejects.toMatchObject({
      code: 'plan.stale',
      data: { from: 'foreignKeys' },
    });
    await expect(apply(edited.plan.plan)).rejects.toMatchObject({ code: 'plan.unknown' });
    expect(find('book(author_id').onDelete).toBe('cascade');
  });

  it('that lost a column propose those that could stand in, and are the same relation with one of them', async () => {
    await switchTo('prisma');
    const { id } = find('book(editor_id');
    await relations.ignoreIndex(open.connection, id, true);
    await open.run(
      'ALTER TABLE book RENAME COLUMN editor_id TO edited_by',
      'ALTER TABLE book ADD COLUMN title varchar(20)',
    );
    const stale = await reloadModel(open.connection);
    const warning = stale.warnings.find(({ relation }) => relation === id);
    expect(warning).toMatchObject({
      rule: 'staleRelation',
      message: expect.stringContaining('editor_id is gone'),
    });
    expect(warning?.proposals?.map(({ kind, label }) => [kind, label])).toEqual([
      ['repoint', 'Use column edited_by instead of editor_id'],
      ['repoint', 'Use column category_id instead of editor_id'],
      ['forget', 'Forget this relation'],
    ]);
    const [proposal] = warning?.proposals ?? [];
    if (proposal?.kind !== 'repoint') throw new Error('No proposal.');
    const { kind: _kind, label: _label, relation, ...sides } = proposal;
    await expect(
      relations.repoint(open.connection, relation, { ...sides, child: side('book', 'id', 'id') }),
    ).rejects.toMatchObject({ code: 'request.invalid' });
    const mended = await relations.repoint(open.connection, relation, sides);
    expect(mended.warnings).toEqual([]);
    expect(find('book(edited_by')).toMatchObject({
      state: 'emulated',
      onDelete: 'restrict',
      onUpdate: 'setNull',
      indexIgnored: true,
    });
    await switchTo('foreignKeys');
    expect(
      open.connection.catalog.foreignKeys.find(({ columns }) => columns[0] === 'edited_by'),
    ).toMatchObject({
      onDelete: 'restrict',
      onUpdate: 'setNull',
    });
  });

  it('that the database has and the file has not are offered, and adopted one by one or all at once', async () => {
    const offered = await inMode('prisma');
    const ids = offered.relations.map(({ id }) => id);
    expect(offered.warnings.map(({ rule, proposals }) => [rule, proposals?.[0]?.kind])).toEqual(
      ids.map(() => ['foreignKeyExists', 'adopt']),
    );
    const one = find('note(');
    const after = await relations.adopt(open.connection, [one.id]);
    expect(after.warnings).toHaveLength(ids.length - 1);
    await expect(relations.adopt(open.connection, [one.id])).rejects.toMatchObject({
      message: expect.stringContaining('already'),
    });
    await expect(relations.adopt(open.connection, ['nothing'])).rejects.toMatchObject({
      message: expect.stringContaining('no foreign key nothing'),
    });
    expect((await relations.adopt(open.connection)).warnings).toEqual([]);
    const file = await readRelationFile(open.connection.relationFilePath);
    expect(file?.relations.map(({ id }) => id)).toEqual(ids);
    expect(file?.relations.every(({ foreignKey }) => foreignKey !== null)).toBe(true);
    await inMode('foreignKeys');
    await expect(relations.adopt(open.connection)).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('whose missing index is ignored say so in both modes, and no switch asks for one', async () => {
    await open.run('CREATE TABLE loose (id int PRIMARY KEY, book_id int)');
    await relations.declare(open.connection, {
      child: side('loose', 'book_id'),
      parent: side('book', 'id'),
      onDelete: 'noAction',
      onUpdate: 'noAction',
    });
    const loose = find('loose(');
    const asked = async (to: RelationMode) =>
      (await modes.preview(open.connection, to)).decisions.filter(({ id }) => id === `index:${loose.id}`);
    expect(await asked('prisma')).toHaveLength(1);
    await relations.ignoreIndex(open.connection, loose.id, true);
    expect(await asked('prisma')).toEqual([]);
    await switchTo('prisma');
    expect(await asked('foreignKeys')).toEqual([]);
    expect(find('loose(').indexIgnored).toBe(true);
    await relations.ignoreIndex(open.connection, loose.id, false);
    // Where an engine needs it for a key, it is created without being asked for.
    const isNeeded = engine.dialect.foreignKeys.childIndex === 'needed';
    expect(await asked('foreignKeys')).toHaveLength(isNeeded ? 0 : 1);
    await expect(relations.ignoreIndex(open.connection, 'nothing', true)).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });

  it('cannot be declared between columns that hold nothing in common', async () => {
    await open.run('CREATE TABLE named (id int PRIMARY KEY, book varchar(20))');
    await reloadModel(open.connection);
    await expect(
      relations.declare(open.connection, {
        child: side('named', 'book'),
        parent: side('book', 'id'),
        onDelete: 'noAction',
        onUpdate: 'noAction',
      }),
    ).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringMatching(/named\.book \(.*\) can hold no value of .*book\.id/),
    });
  });
});

describe.each(engines)('foreign keys of a schema with everything $id has', (engine) => {
  it('are the same to the last definition after their actions were changed and changed back', async () => {
    const open = await openDatabase(engine, peculiarSchemas[engine.id] ?? []);
    try {
      const before = await fullDump(open);
      const { relations: all } = open.connection.model;
      const change = async (id: string, actions: Pick<Relation, 'onDelete' | 'onUpdate'>) => {
        const edited = await edits.edit(open.connection, id, actions);
        if (edited.kind !== 'planned') throw new Error('No plan.');
        await apply(edited.plan.plan);
        expect(open.connection.model.relations.find((each) => each.id === id)).toMatchObject(actions);
      };
      for (const { id, onDelete, onUpdate, setColumns } of all) {
        await change(id, {
          // Columns of its own go with SET NULL, and do not come back with it.
          onDelete: setColumns !== null ? onDelete : onDelete === 'cascade' ? 'noAction' : 'cascade',
          onUpdate: onUpdate === 'restrict' ? 'noAction' : 'restrict',
        });
      }
      expect(withoutActions(await fullDump(open))).toEqual(withoutActions(before));
      for (const { id, onDelete, onUpdate } of all) await change(id, { onDelete, onUpdate });
      expect(comparable(await fullDump(open))).toEqual(comparable(before));
    } finally {
      await open.close();
    }
  }, 600_000);
});

/** The order in which a row's own references are checked left out: it decides nothing but which is told first. */
function comparable(dump: Dump): string {
  const sorted = [...dump].map(([section, rows]) => {
    const lines = rows.map((row) => JSON.stringify(row));
    const checks = lines.filter((line) => line.includes('RI_FKey_check')).sort();
    return [section, [...lines.filter((line) => !line.includes('RI_FKey_check')), ...checks]];
  });
  return JSON.stringify(sorted, null, 1);
}

/** The words and codes of actions left out as well; only NO ACTION can be deferred. */
function withoutActions(dump: Dump): string {
  return comparable(dump)
    .replace(/ ON (?:DELETE|UPDATE) (?:CASCADE|RESTRICT|NO ACTION|SET NULL|SET DEFAULT)(?: \(\w+\))?/g, '')
    .replace(/"(?:CASCADE|RESTRICT|NO ACTION|SET NULL|SET DEFAULT)\\?"/g, '"action"')
    .replace(/RI_FKey_\w+_(?:del|upd)(.*),(?:true|false),(?:true|false)\]/g, 'RI_FKey$1]');
}
