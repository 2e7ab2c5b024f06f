import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { dump, foreignKeys, type SqlDatabase } from './databases/sql-database.ts';
import { openSqlite } from './databases/sqlite.ts';
import { expect, test } from './fixtures.ts';
import { openModeSwitch } from './pages/mode-switch.ts';
import { connect } from './pages/open.ts';
import { environment } from './shell.ts';

/** A terminal begins a switch, has to wait for somebody else's lock half-way, and is killed. */
async function interruptSwitch(database: SqlDatabase, home: string): Promise<void> {
  await database.query('BEGIN IMMEDIATE');
  const args = ['out/main/cli.js', 'switch', database.url, '--to', 'prisma', '--apply'];
  const terminal = spawn(process.execPath, args, {
    env: environment(home),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(terminal, 'exit');
  let said = '';
  for await (const text of terminal.stdout) {
    said += text;
    if (said.includes('[2/')) break;
  }
  terminal.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  await database.query('ROLLBACK');
}

test('a switch that was killed half-way is offered on the next open, to go back or to resume', async ({
  app,
  home,
}) => {
  const file = join(home, 'shop.db');
  copyFileSync('resources/sample.db', file);
  const database = await openSqlite(file);
  const [keys, rows] = [await foreignKeys(database), await dump(database)];

  await interruptSwitch(database, home);
  await connect(app, database.url);
  const panel = app.getByRole('region', { name: 'Interrupted switch' });
  await expect(panel).toContainText('was interrupted: 0 of');
  await expect(panel.getByRole('listitem').first().getByRole('img', { name: 'done' })).toBeVisible();
  await panel.getByRole('button', { name: 'Go back' }).click();
  await expect(app.getByText(/^Done: /)).toBeVisible({ timeout: 30_000 });
  expect([await foreignKeys(database), await dump(database)]).toEqual([keys, rows]);
  const status = app.getByRole('contentinfo', { name: 'Status' });
  await expect(status).toContainText('Relation mode Foreign keys');

  await interruptSwitch(database, home);
  await openModeSwitch(app);
  await app.getByRole('button', { name: 'Plan a switch' }).click();
  await panel.getByRole('button', { name: 'Resume' }).click();
  await expect(app.getByText(/^Done: /)).toBeVisible({ timeout: 30_000 });
  await expect(status).toContainText('Relation mode Emulated');
  expect([await foreignKeys(database), await dump(database)]).toEqual([[], rows]);
  await database.close();
});
