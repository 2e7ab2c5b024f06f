import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resultOf } from '../../src-main/contract/result-of.ts';
import type { AuditEvent } from '../../src-main/contract/results.ts';
import type { Finding } from '../../src-main/model/finding.ts';
import { createShop } from './shop.ts';

let shop: Awaited<ReturnType<typeof createShop>>;
let connection: string;
beforeEach(async () => {
  shop = await createShop();
  run(
    'CREATE TABLE note (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id))',
    'CREATE INDEX note_customer ON note (customer_id)',
    'INSERT INTO note VALUES (1, 999)',
  );
  ({ connection } = await shop.client.connections.open({ url: shop.url }));
});
afterEach(() => shop.close());

function run(...statements: readonly string[]): void {
  const database = new Sqlite(shop.file);
  database.pragma('foreign_keys = OFF');
  for (const statement of statements) database.exec(statement);
  database.close();
}

async function audited(keepGoing?: boolean) {
  const failed: string[] = [];
  const asked = { connection, ...(keepGoing === undefined ? {} : { keepGoing }) };
  const request = shop.client.integrity.audit(asked);
  const findings: readonly Finding[] = await resultOf(request, (event: AuditEvent) => {
    if (event.kind === 'failed') failed.push(event.relation);
  });
  return {
    failed,
    orphans: findings.filter(({ kind }) => kind === 'orphans').map(({ table }) => table.name),
  };
}

test('an audit that keeps going tells of no failure where there is none', async () => {
  expect(await audited(true)).toEqual({ failed: [], orphans: ['note'] });
});

test('the history says which entry an undo takes back, and that one cannot be undone again', async () => {
  const { client } = shop;
  const change = {
    kind: 'delete' as const,
    table: { schema: '', name: 'numbers' },
    where: { keys: [{ id: 1 }] },
  };
  const { plan } = await resultOf(client.changes.preview({ connection, changes: [change] }), () => {});
  const applied = await resultOf(client.changes.apply({ plan }), () => {});
  const undo = await resultOf(client.history.undo({ entry: applied.entry }), () => {});
  await resultOf(client.changes.apply({ plan: undo.plan }), () => {});
  const [newest, first] = await client.history.list({ connection });
  expect(newest?.undoes).toBe(applied.entry);
  expect(first).toMatchObject({ entry: applied.entry, undoable: false });
  expect(first?.undoes).toBeUndefined();
});
