import { afterEach, beforeEach, expect, test } from 'vitest';
import { reloadModel } from '../../src-main/services/models.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { createRelations } from '../../src-main/services/relations.ts';
import { startForbiddingProxy } from '../faults/forbidding-proxy.ts';
import { engine } from '../support/engines.ts';
import { modeSwitch } from '../support/mode-switch.ts';
import { type OpenDatabase, openDatabase } from '../support/open-database.ts';

const modes = modeSwitch();
let open: OpenDatabase;
let proxy: Awaited<ReturnType<typeof startForbiddingProxy>>;
/** The same database, reached through a server that forbids foreign keys. */
let forbidden: OpenConnection;

beforeEach(async () => {
  open = await openDatabase(engine('mysql'), [
    'CREATE TABLE author (id int PRIMARY KEY)',
    'CREATE TABLE book (id int PRIMARY KEY, author_id int)',
    'INSERT INTO author VALUES (1)',
    'INSERT INTO book VALUES (1, 1)',
  ]);
  const { dialect, settings } = open.connection;
  proxy = await startForbiddingProxy(settings.host ?? '', Number(settings.port));
  const through = { ...settings, host: '127.0.0.1', port: String(proxy.port) };
  open.connection.askedMode = 'prisma';
  await reloadModel(open.connection);
  const table = (name: string) => ({ schema: open.connection.catalog.defaultSchema, name });
  await createRelations().declare(open.connection, {
    child: { table: table('book'), columns: ['author_id'] },
    parent: { table: table('author'), columns: ['id'] },
    onDelete: 'cascade',
    onUpdate: 'cascade',
  });
  forbidden = { ...open.connection, database: await dialect.connect(through, { readOnly: false }) };
});
afterEach(async () => {
  await forbidden.database.close();
  await proxy.close();
  await open.close();
});

test('a server that forbids foreign keys ends a switch with a sentence, and nothing is half done', async () => {
  const before = await open.run('SHOW CREATE TABLE book');
  const plan = await modes.preview(forbidden, 'foreignKeys');
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['index', 'keys', 'file']);
  const running = modes.apply(plan.plan);
  const drain = async () => {
    while (!(await running.next()).done);
  };
  await expect(drain()).rejects.toMatchObject({
    code: 'dialect.unsupported',
    message: expect.stringMatching(/all is as it was\. .*allows no foreign keys.*VT10001/),
    hint: expect.stringContaining('Leave the relation mode at prisma'),
  });
  expect(proxy.seen).toHaveLength(1);
  expect(await open.run('SHOW CREATE TABLE book')).toEqual(before);
  expect(await modes.interrupted(forbidden)).toBeNull();
  expect((await reloadModel(forbidden)).mode).toBe('prisma');
  expect(forbidden.model.relations.map(({ state }) => state)).toEqual(['emulated']);
});
