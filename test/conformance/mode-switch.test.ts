import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SwitchEvent } from '../../src-main/contract/results.ts';
import { quoted } from '../../src-main/dialects/sql/statement.ts';
import { tableText } from '../../src-main/model/identity.ts';
import type { MigrationPlan } from '../../src-main/model/migration.ts';
import type { RelationMode } from '../../src-main/model/relation.ts';
import { reloadModel } from '../../src-main/services/models.ts';
import { createRelations } from '../../src-main/services/relations.ts';
import { readRelationFile } from '../../src-main/storage/relation-file.ts';
import { comparableCatalog } from '../support/comparable-catalog.ts';
import { engines } from '../support/engines.ts';
import { failingLast } from '../support/failing-last.ts';
import { modeSwitch } from '../support/mode-switch.ts';
import { type OpenDatabase, openDatabase } from '../support/open-database.ts';
import { schema, withDefault } from '../support/switch-schema.ts';

describe.each(engines)('switching the relation mode on $id', (engine) => {
  const { actions } = engine.dialect.info;
  const setDefault = actions.foreignKeys.find(({ action }) => action === 'setDefault');
  const modes = modeSwitch();
  const relations = createRelations();
  let open: OpenDatabase;

  beforeEach(async () => {
    open = await openDatabase(
      engine,
      setDefault?.onDelete === 'setDefault' ? [...schema, withDefault] : schema,
    );
  });
  afterEach(() => open.close());

  const apply = (plan: MigrationPlan) => drain(modes.apply(plan.plan));

  async function drain(running: ReturnType<typeof modes.apply>) {
    const events: SwitchEvent[] = [];
    for (;;) {
      const { done, value } = await running.next();
      if (done) return { events, model: value };
      events.push(value);
    }
  }

  async function switchTo(to: RelationMode, decisions: Record<string, string> = {}) {
    return apply(await modes.preview(open.connection, to, decisions));
  }

  const catalog = () => comparableCatalog(open.connection.catalog);

  async function allRows() {
    const tables = open.connection.catalog.tables.map((table) => ({
      name: tableText(table),
      text: `SELECT * FROM ${quoted(engine.dialect.sql, table.schema, table.name)} ORDER BY 1`,
    }));
    const rows = [];
    for (const { name, text } of tables) rows.push([name, await open.run(text)]);
    return rows;
  }

  const idOf = (start: string) => {
    const found = open.connection.model.relations.find(({ id }) =>
      id.replace(/^\w+\./, '').startsWith(start),
    );
    if (found === undefined) throw new Error(`No relation ${start}.`);
    return found.id;
  };

  it('to prisma previews and drops every foreign key, and keeps every relation and row', async () => {
    const before = catalog();
    const rows = await allRows();
    const plan = await modes.preview(open.connection, 'prisma');
    expect(plan.relations.map(({ change }) => change)).toEqual(before.foreignKeys.map(() => 'drop'));
    expect(plan.blockers).toEqual([]);
    expect(plan.steps.flatMap(({ execute }) => execute).length).toBeGreaterThan(0);
    expect(catalog()).toEqual(before);

    const { events, model } = await apply(plan);
    expect(events.map(({ kind, index }) => [kind, index])).toEqual(
      plan.steps.map((_, index) => ['step', index]),
    );
    expect(catalog().foreignKeys).toEqual([]);
    expect(await allRows()).toEqual(rows);
    expect(model.mode).toBe('prisma');
    expect(model.relations.map(({ state }) => state)).toEqual(before.foreignKeys.map(() => 'emulated'));
    expect(model.relations.map(({ id }) => id)).toEqual(plan.relations.map(({ relation }) => relation.id));
  });

  it('there and back gives the same catalog and rows', async () => {
    const before = catalog();
    const rows = await allRows();
    await switchTo('prisma');
    const { model } = await switchTo('foreignKeys');
    expect(catalog()).toEqual(before);
    expect(await allRows()).toEqual(rows);
    expect(model.mode).toBe('foreignKeys');
    expect(await readRelationFile(open.connection.relationFilePath)).toEqual({
      mode: 'foreignKeys',
      relations: [],
      remembered: [],
    });
  });

  it('is blocked by orphans made meanwhile, exactly counted, until they are mended', async () => {
    await switchTo('prisma');
    await open.run('DELETE FROM author WHERE id = 2', 'INSERT INTO note VALUES (4, 77)');
    const plan = await modes.preview(open.connection, 'foreignKeys');
    const counts = plan.blockers.map(({ rule, relation, count }) => [rule, relation, count]);
    expect(counts.sort()).toEqual(
      [
        ['orphans', idOf('book(author_id)'), 1],
        ['orphans', idOf('book(editor_id)'), 1],
        ['orphans', idOf('contract('), 1],
        ['orphans', idOf('note('), 1],
        ['orphans', `${idOf('note(')}#2`, 1],
      ].sort(),
    );
    expect(plan.blockers.find(({ relation }) => relation === idOf('note('))?.sample).toEqual([
      { id: 4, book_id: 77 },
    ]);
    await expect(apply(plan)).rejects.toMatchObject({ code: 'plan.blocked' });
    expect(open.connection.model.mode).toBe('prisma');

    await open.run("INSERT INTO author VALUES (2, 'at', 2)", 'DELETE FROM note WHERE id = 4');
    expect((await switchTo('foreignKeys')).model.relations.every(({ state }) => state === 'enforced')).toBe(
      true,
    );
  });

  it('goes on without a relation that the user leaves out, which stays declared', async () => {
    await switchTo('prisma');
    await open.run("INSERT INTO contract VALUES (3, 'xx', 9)");
    const left = idOf('contract(');
    const plan = await modes.preview(open.connection, 'foreignKeys', { [`orphans:${left}`]: 'leave' });
    expect(plan.blockers).toEqual([]);
    const { model } = await apply(plan);
    expect(model.relations.filter(({ state }) => state !== 'enforced')).toMatchObject([
      { id: left, state: 'notEnforced' },
    ]);
    expect(open.connection.catalog.foreignKeys.map(({ table }) => table.name)).not.toContain('contract');
  });

  it('turns a declared relation into a foreign key, which can go again', async () => {
    await switchTo('prisma');
    const table = (name: string) => ({ schema: open.connection.catalog.defaultSchema, name });
    const declared = await relations.declare(open.connection, {
      child: { table: table('book'), columns: ['category_id'] },
      parent: { table: table('category'), columns: ['id'] },
      onDelete: 'setNull',
      onUpdate: 'cascade',
    });
    expect(declared.relations.find(({ id }) => id === idOf('book(category_id)'))?.state).toBe('emulated');
    await switchTo('foreignKeys');
    const made = open.connection.catalog.foreignKeys.find(
      (key) => key.table.name === 'book' && key.columns[0] === 'category_id',
    );
    expect(made).toMatchObject({ onDelete: 'setNull', onUpdate: 'cascade', validated: true });
    await expect(open.run('UPDATE book SET category_id = 99')).rejects.toMatchObject({
      code: 'constraint.violated',
    });
    await switchTo('prisma');
    expect(open.connection.catalog.foreignKeys).toEqual([]);
  });

  it('is blocked by a relation that no foreign key can be, and still counts the orphans of the others', async () => {
    await switchTo('prisma');
    const table = (name: string) => ({ schema: open.connection.catalog.defaultSchema, name });
    await relations.declare(open.connection, {
      child: { table: table('book'), columns: ['category_id'] },
      parent: { table: table('author'), columns: ['number'] },
      onDelete: 'noAction',
      onUpdate: 'noAction',
    });
    await open.run("INSERT INTO contract VALUES (3, 'xx', 9)");
    const { blockers } = await modes.preview(open.connection, 'foreignKeys');
    const rules = (id: string) => blockers.filter(({ relation }) => relation === id).map(({ rule }) => rule);
    expect(rules(idOf('book(category_id)'))).not.toEqual([]);
    expect(blockers.find(({ relation }) => relation === idOf('contract('))).toMatchObject({
      rule: 'orphans',
      count: 1,
    });
  });

  it('is stale when the database changed after the preview, and nothing is done', async () => {
    const plan = await modes.preview(open.connection, 'prisma');
    await open.run(
      'CREATE TABLE late (id int PRIMARY KEY, book_id int, FOREIGN KEY (book_id) REFERENCES book (id))',
    );
    const failure = await apply(plan).catch((error) => error);
    expect(failure).toMatchObject({ code: 'plan.stale', data: { to: 'prisma' } });
    expect(failure.data.plan).not.toBe(plan.plan);
    await expect(apply(plan)).rejects.toMatchObject({ code: 'plan.unknown' });
    expect(open.connection.model.mode).toBe('foreignKeys');
    expect(await readRelationFile(open.connection.relationFilePath)).toBeNull();
    await apply(failure.data);
    expect(open.connection.catalog.foreignKeys).toEqual([]);
  });

  it.each(['prisma', 'foreignKeys'] as const)(
    'to %s leaves all as it was when a step fails, and says which',
    async (to) => {
      if (to === 'foreignKeys') await switchTo('prisma');
      const before = catalog();
      const file = (await readRelationFile(open.connection.relationFilePath))?.relations ?? [];
      const plan = await modes.preview({ ...open.connection, dialect: failingLast(engine.dialect) }, to);
      await expect(apply(plan)).rejects.toMatchObject({
        code: 'request.invalid',
        message: expect.stringMatching(/^The switch to \w+ stopped; .*Drop a table that is not there/),
      });
      // What an engine commits step by step is taken back when that is asked for.
      if ((await modes.interrupted(open.connection)) !== null) await drain(modes.goBack(open.connection));
      const { mode } = await reloadModel(open.connection);
      expect(mode).not.toBe(to);
      expect(catalog()).toEqual(before);
      expect((await readRelationFile(open.connection.relationFilePath))?.relations).toEqual(file);
      expect((await switchTo(to)).model.mode).toBe(to);
    },
  );

  it('takes names as they are, whatever signs they hold', async () => {
    const name = (text: string) => quoted(engine.dialect.sql, text);
    const parent = name('par"en`t\'s; -- (x)');
    const child = name('sel.ect->[], #"ü');
    await open.run(
      `CREATE TABLE ${parent} (${name('i d')} int PRIMARY KEY)`,
      `CREATE TABLE ${child} (${name('order')} int PRIMARY KEY, ${name('a,b')} int,
        CONSTRAINT ${name('k"e`y 1')} FOREIGN KEY (${name('a,b')}) REFERENCES ${parent} (${name('i d')}))`,
      `INSERT INTO ${child} VALUES (1, NULL)`,
    );
    await reloadModel(open.connection);
    const before = catalog();
    await switchTo('prisma');
    await open.run(`UPDATE ${child} SET ${name('a,b')} = 2`);
    const { blockers } = await modes.preview(open.connection, 'foreignKeys');
    expect(blockers).toMatchObject([{ rule: 'orphans', count: 1, sample: [{ order: 1, 'a,b': 2 }] }]);
    await open.run(`INSERT INTO ${parent} VALUES (2)`);
    await switchTo('foreignKeys');
    expect(catalog()).toEqual(before);
  });

  it('does nothing when it is cancelled before it begins', async () => {
    const before = catalog();
    const plan = await modes.preview(open.connection, 'prisma');
    await expect(modes.apply(plan.plan, AbortSignal.abort()).next()).rejects.toMatchObject({
      code: 'cancelled',
    });
    await reloadModel(open.connection);
    expect(catalog()).toEqual(before);
    expect(open.connection.model.mode).toBe('foreignKeys');
  });

  it('runs once at a time on a connection', async () => {
    const [first, second] = [
      await modes.preview(open.connection, 'prisma'),
      await modes.preview(open.connection, 'prisma'),
    ];
    const running = modes.apply(first.plan);
    await running.next();
    await expect(apply(second)).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining('running already'),
    });
    while (!(await running.next()).done);
    expect(open.connection.model.mode).toBe('prisma');
  });

  it('is refused on a read-only connection', async () => {
    const readOnly = { ...open.connection, readOnly: true };
    const plan = await modes.preview(readOnly, 'prisma');
    await expect(apply(plan)).rejects.toMatchObject({ code: 'readOnly' });
  });
});
