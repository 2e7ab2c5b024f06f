import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { createIndexPlans, type HeldIndexes } from '../../src-main/services/index-plans.ts';
import { reloadModel } from '../../src-main/services/models.ts';
import { createRelations } from '../../src-main/services/relations.ts';
import { engines } from '../support/engines.ts';
import { type OpenDatabase, openDatabase } from '../support/open-database.ts';
import { auditOf } from '../support/orphan-database.ts';

const schema = [
  'CREATE TABLE parent (id INTEGER NOT NULL PRIMARY KEY, code INTEGER)',
  'CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY, pid INTEGER, code INTEGER)',
  // The name that the first index would like is taken.
  'CREATE INDEX child_pid_idx ON child (id, pid)',
  'INSERT INTO parent VALUES (1, 5), (2, 6)',
];

describe.each(engines)('indexes that relations lack on $id', (engine) => {
  let open: OpenDatabase;
  beforeEach(async () => {
    open = await openDatabase(engine, schema);
    const { connection } = open;
    const side = (table: string, column: string) => ({
      table: { schema: connection.model.defaultSchema, name: table },
      columns: [column],
    });
    const actions = { onDelete: 'noAction', onUpdate: 'noAction' } as const;
    const relations = createRelations();
    await relations.declare(connection, {
      child: side('child', 'pid'),
      parent: side('parent', 'id'),
      ...actions,
    });
    await relations.declare(connection, {
      child: side('child', 'code'),
      parent: side('parent', 'code'),
      ...actions,
    });
    await reloadModel(connection);
  });
  afterEach(() => open.close());

  const plans = () => createIndexPlans({ plans: createHeldPlans<HeldIndexes>() });
  const lacking = async () =>
    (await auditOf(open.connection)).filter(({ repairs }) => repairs.includes('createIndex'));

  test('are shown first, and created all at once', async () => {
    expect((await lacking()).map(({ kind }) => kind).toSorted()).toEqual([
      'missingIndex',
      'missingIndex',
      'parentKeyNotUnique',
    ]);
    const service = plans();
    const plan = await service.preview(open.connection);
    expect(plan.blockers).toEqual([]);
    expect(plan.steps.map(({ summary }) => summary.replace(/ on .*/, ''))).toEqual([
      'Create unique index parent_code_key',
      'Create index child_code_idx',
      'Create index child_pid_idx2',
    ]);
    expect(await lacking()).toHaveLength(3);
    const events: number[] = [];
    for await (const { index } of service.apply(plan.plan)) events.push(index);
    expect(events).toEqual([0, 1, 2]);
    expect(await lacking()).toEqual([]);
    const step = plan.steps[1];
    await open.run(...(step?.reverse ?? []).map(({ text }) => text));
    await reloadModel(open.connection);
    expect((await lacking()).map(({ kind }) => kind)).toEqual(['missingIndex']);
  });

  test('are created one by one, and not where something stands in the way', async () => {
    const service = plans();
    const [first] = (await lacking()).filter(({ kind }) => kind === 'missingIndex');
    const one = await service.preview(open.connection, [first?.id ?? '']);
    expect(one.steps).toHaveLength(1);
    for await (const _ of service.apply(one.plan));
    expect((await lacking()).map(({ id }) => id)).not.toContain(first?.id);
    await open.run('UPDATE parent SET code = 5');
    const blocked = await service.preview(open.connection);
    expect(blocked.blockers).toMatchObject([{ rule: 'parentKeyNotUnique', count: 1, sample: [{ code: 5 }] }]);
    await expect(service.apply(blocked.plan).next()).rejects.toMatchObject({ code: 'plan.blocked' });
    await expect(service.preview(open.connection, ['none'])).rejects.toMatchObject({
      code: 'request.invalid',
    });
    const readOnly = await service
      .preview({ ...open.connection, readOnly: true }, [first?.id ?? 'none'])
      .catch(() => null);
    expect(readOnly).toBeNull();
  });
});
