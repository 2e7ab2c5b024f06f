import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SwitchEvent } from '../../src-main/contract/results.ts';
import { plainRepairs } from '../../src-main/model/finding.ts';
import type { MigrationPlan } from '../../src-main/model/migration.ts';
import { createRepairs } from '../../src-main/services/repair.ts';
import { switchJournal } from '../../src-main/storage/switch-journal.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';
import { failingLast } from '../support/failing-last.ts';
import { modeSwitch } from '../support/mode-switch.ts';

const schema = [
  'CREATE TABLE customer (id INTEGER NOT NULL PRIMARY KEY, place INTEGER NOT NULL UNIQUE, name VARCHAR(20) NOT NULL)',
  `CREATE TABLE visit (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER DEFAULT 1, guide_id INTEGER,
    CONSTRAINT visit_customer FOREIGN KEY (customer_id) REFERENCES customer (id),
    CONSTRAINT visit_guide FOREIGN KEY (guide_id) REFERENCES customer (id))`,
  `CREATE TABLE stamp (id INTEGER NOT NULL PRIMARY KEY, visit_id INTEGER NOT NULL,
    CONSTRAINT stamp_visit FOREIGN KEY (visit_id) REFERENCES visit (id) ON DELETE CASCADE)`,
  `CREATE TABLE scan (id INTEGER NOT NULL PRIMARY KEY, stamp_id INTEGER,
    CONSTRAINT scan_stamp FOREIGN KEY (stamp_id) REFERENCES stamp (id))`,
  'CREATE INDEX visit_of_customer ON visit (customer_id)',
  'CREATE INDEX visit_of_guide ON visit (guide_id)',
  'CREATE INDEX stamp_of_visit ON stamp (visit_id)',
  'CREATE INDEX scan_of_stamp ON scan (stamp_id)',
];
const sound = [
  `INSERT INTO customer VALUES (1, 5, 'Ada')`,
  'INSERT INTO visit VALUES (1, 1, NULL)',
  'INSERT INTO stamp VALUES (1, 1)',
];
const orphans = [
  'INSERT INTO visit VALUES (2, 7, 1), (3, 8, NULL), (4, 7, NULL)',
  'INSERT INTO stamp VALUES (2, 2), (3, 3)',
];
const lost =
  'SELECT v.id FROM visit v LEFT JOIN customer c ON c.id = v.customer_id WHERE v.customer_id IS NOT NULL AND c.id IS NULL';
const content: Readonly<Record<(typeof plainRepairs)[number], string>> = {
  delete: 'Repair orphans: delete 3 visit rows and 2 related rows',
  setNull: 'Repair orphans: update 3 visit rows',
  setDefault: 'Repair orphans: update 3 visit rows',
  createParent: 'Repair orphans: insert 2 customer rows',
};

describe.each(engines)('a switch that repairs orphans on $id', (engine) => {
  let db: ChangeDatabase;
  beforeEach(async () => {
    db = await changeDatabase(engine, 'prisma', [...schema, ...sound]);
    await db.run(...orphans);
  });
  afterEach(() => db.close());

  const idOf = (column: string) =>
    db.connection.model.relations.find(({ child }) => child.columns.includes(column))?.id ?? '';
  const preview = (by: string) =>
    db.modes.preview(db.connection, 'foreignKeys', { [`orphans:${idOf('customer_id')}`]: by });
  const rows = async () => [
    await db.run('SELECT * FROM customer ORDER BY id'),
    await db.run('SELECT * FROM visit ORDER BY id'),
    await db.run('SELECT * FROM stamp ORDER BY id'),
  ];
  async function drain(running: ReturnType<typeof db.modes.apply>) {
    const events: SwitchEvent[] = [];
    for await (const event of running) events.push(event);
    return events;
  }
  const repairOf = ({ steps }: MigrationPlan) => steps.find(({ kind }) => kind === 'repair');
  /** Only PostgreSQL takes no orphans back under a key that it has checked. */
  const isFinal = engine.id === 'postgresql';
  const keys = () => db.connection.catalog.foreignKeys.length;

  test('offers the ways, and stops unless one is chosen', async () => {
    const { decisions, blockers, steps } = await preview('stop');
    const decision = decisions.find(({ id }) => id === `orphans:${idOf('customer_id')}`);
    expect(decision?.choices.map(({ id }) => id)).toEqual(['stop', ...plainRepairs, 'leave']);
    expect([decision?.default, blockers.map(({ rule, count }) => [rule, count])]).toEqual([
      'stop',
      [['orphans', 3]],
    ]);
    expect(steps.map(({ kind }) => kind)).not.toContain('repair');
  });

  test('shows what it does first, adds the keys, and can be undone in the mode prisma', async () => {
    const before = await rows();
    for (const by of plainRepairs) {
      const plan = await preview(by);
      expect([plan.blockers, plan.transactional]).toEqual([[], false]);
      expect(repairOf(plan)).toMatchObject({ summary: content[by], changes: { blockers: [] } });
      expect(plan.warnings.some(({ rule }) => rule === 'undoBlocked')).toBe(isFinal);
      expect(await rows()).toEqual(before);

      await drain(db.modes.apply(plan.plan));
      const { model } = db.connection;
      expect(model.relations.map(({ state }) => state)).toEqual(Array(4).fill('enforced'));
      expect(await db.run(lost)).toEqual([]);
      const [entry] = await db.history.list(db.connection);
      expect(entry).toMatchObject({
        undoable: true,
        effects: expect.arrayContaining([expect.objectContaining({ orphansOf: idOf('customer_id') })]),
      });
      const undo = () => db.history.undo(entry?.entry ?? '');
      if (isFinal) expect((await undo()).blockers[0]?.message).toMatch(/reference|foreign key/);

      await drain(db.modes.apply((await db.modes.preview(db.connection, 'prisma')).plan));
      await db.changes.apply((await undo()).plan);
      expect(await rows()).toEqual(before);
    }
  });

  test('makes up for new parents what a repair by itself does, and stops where that cannot be', async () => {
    const of = (column: string) => ({ [`orphans:${idOf(column)}`]: 'createParent' });
    const plan = await db.modes.preview(db.connection, 'foreignKeys', of('customer_id'));
    const finding = `orphans:${idOf('customer_id')}`;
    const alone = await createRepairs(db).repair(db.connection, { finding, by: 'createParent' });
    const rows = repairOf(plan)?.changes?.effects[0]?.sample;
    expect(rows).toEqual(alone.effects[0]?.sample);
    expect(rows?.map(({ after }) => after)).toMatchObject([
      { id: 7, place: 6, name: 'missing' },
      { id: 8, place: 7, name: 'missing' },
    ]);
    const told = (warnings: typeof plan.warnings) =>
      warnings.filter(({ rule }) => rule === 'madeUp').map(({ message }) => message);
    expect(told(alone.warnings)).toEqual(
      told(plan.warnings).map((message) => `${message} "values" may give another.`),
    );
    expect(told(plan.warnings).join()).toMatch(/place .* from 6 to 7\.,.*name .* get missing\./);

    await db.run('INSERT INTO scan VALUES (1, 9)');
    const stopped = await db.modes.preview(db.connection, 'foreignKeys', {
      ...of('customer_id'),
      ...of('stamp_id'),
    });
    expect(stopped.blockers.map(({ rule }) => rule)).toEqual(['notNullable']);
    expect(stopped.warnings.find(({ rule }) => rule === 'valueNeeded')?.message).toMatch(
      /stamp\.visit_id .*it references .*visit\. Repair these orphans by themselves first/,
    );
  });

  test('is stale once the rows are others, and changes nothing when they change at the last moment', async () => {
    const plan = await preview('delete');
    await db.run('INSERT INTO stamp VALUES (4, 4)');
    const failure = await drain(db.modes.apply(plan.plan)).catch((error) => error);
    expect(failure).toMatchObject({ code: 'plan.stale', data: { to: 'foreignKeys' } });
    expect(repairOf(failure.data)?.summary).toBe('Repair orphans: delete 3 visit rows and 3 related rows');

    const attempt: typeof switchJournal.attempt = async (...given) => {
      await switchJournal.attempt(...given);
      await db.run('INSERT INTO stamp VALUES (5, 4)');
    };
    const late = modeSwitch({ history: db.journal, journal: { ...switchJournal, attempt } });
    const again = await late.preview(db.connection, 'foreignKeys', {
      [`orphans:${idOf('customer_id')}`]: 'delete',
    });
    await expect(drain(late.apply(again.plan))).rejects.toMatchObject({
      code: 'plan.stale',
      message: expect.stringMatching(/stopped; nothing was changed.*The rows changed since the preview/),
    });
    expect([await late.interrupted(db.connection), keys(), await db.history.list(db.connection)]).toEqual([
      null,
      0,
      [],
    ]);
    expect((await rows())[1]).toHaveLength(4);
  });

  test('that fails afterwards can go back, and brings the rows back', async () => {
    const before = await rows();
    const failing = { ...db.connection, dialect: failingLast(engine.dialect) };
    const by = { [`orphans:${idOf('customer_id')}`]: 'createParent' };
    for (const changed of [false, true]) {
      const plan = await db.modes.preview(failing, 'foreignKeys', by);
      await expect(drain(db.modes.apply(plan.plan))).rejects.toMatchObject({ code: 'request.invalid' });
      const interrupted = await db.modes.interrupted(db.connection);
      const repair = interrupted?.steps.find(({ summary }) => summary.startsWith('Repair'));
      expect([repair?.state, interrupted?.orphans]).toEqual(['done', []]);
      if (changed) await db.run(`UPDATE customer SET name = 'Eve' WHERE id = 7`);
      const events = await drain(db.modes.goBack(db.connection));
      const notes = events.flatMap((event) => (event.kind === 'note' ? event.message : []));
      expect([keys(), db.connection.model.mode, await db.modes.interrupted(db.connection)]).toEqual([
        0,
        'prisma',
        null,
      ]);
      expect(notes).toEqual(changed ? [expect.stringMatching(/stay repaired/)] : []);
      if (!changed) expect(await rows()).toEqual(before);
    }
  });

  test('repairs the orphans of several relations at once, and leaves to a script what it can do', async () => {
    await db.run('UPDATE visit SET guide_id = 7 WHERE id IN (1, 3)');
    await db.run('UPDATE visit SET guide_id = 9 WHERE id = 4');
    const decisions = (customer: string, guide: string) => ({
      [`orphans:${idOf('customer_id')}`]: customer,
      [`orphans:${idOf('guide_id')}`]: guide,
    });
    const deleted = await db.modes.preview(db.connection, 'foreignKeys', decisions('delete', 'setNull'));
    expect([deleted.blockers, repairOf(deleted)?.summary]).toEqual([
      [],
      'Repair orphans: delete 3 visit rows and 2 related rows, update 1 visit',
    ]);
    const created = await db.modes.preview(
      db.connection,
      'foreignKeys',
      decisions('createParent', 'createParent'),
    );
    expect(repairOf(created)?.summary).toBe('Repair orphans: insert 3 customer rows');
    const { files, notes } = db.modes.export(created.plan, 'sql', '');
    expect(notes[0]).toMatch(/^Before the script is run, this must be done.*insert 3 customer rows/);
    expect(files[0]?.text).toMatch(/^-- Switch to foreignKeys.*\n-- Before the script is run/);
    await drain(db.modes.apply(created.plan));
    expect([keys(), await db.run('SELECT id, name FROM customer ORDER BY id')]).toEqual([
      4,
      [
        [1, 'Ada'],
        [7, 'missing'],
        [8, 'missing'],
        [9, 'missing'],
      ],
    ]);
  });
});
