import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { shopOverRpc } from './shop-over-rpc.ts';

const { shop, rpc } = shopOverRpc();

let asked = 0;
async function ask(method: string, params: object) {
  asked += 1;
  const { result, error } = await rpc().ask(asked, method, params);
  if (error !== undefined) throw error;
  return result;
}
const open = async (relationMode: string) => {
  const opened = await ask('connections.open', { url: shop().url, relationMode });
  return (opened as { connection: string }).connection;
};
const side = (name: string, ...columns: readonly string[]) => ({ table: { schema: '', name }, columns });
const own = 'orders(customer_id)->customers(id)';

describe('relations over rpc', () => {
  test('are adopted, declared, edited, silenced and forgotten in the mode prisma', async () => {
    const connection = await open('prisma');
    await ask('relations.adopt', { connection });
    const relation = {
      child: side('customers', 'id'),
      parent: side('numbers', 'id'),
      onDelete: 'noAction',
      onUpdate: 'noAction',
    };
    const id = 'customers(id)->numbers(id)';
    const states = {
      relations: expect.arrayContaining([expect.objectContaining({ id, state: 'emulated' })]),
    };
    expect(await ask('relations.declare', { connection, relation })).toMatchObject(states);
    expect(await ask('relations.edit', { connection, id, onDelete: 'restrict' })).toMatchObject({
      kind: 'done',
      model: { relations: expect.arrayContaining([expect.objectContaining({ id, onDelete: 'restrict' })]) },
    });
    expect(await ask('relations.ignoreIndex', { connection, id: own, ignore: true })).toMatchObject({
      relations: expect.arrayContaining([expect.objectContaining({ id: own, indexIgnored: true })]),
    });
    await expect(ask('relations.repoint', { connection, id, ...relation })).rejects.toMatchObject({
      code: 'request.invalid',
    });
    const forgotten = await ask('relations.forget', { connection, id });
    expect(JSON.stringify(forgotten)).not.toContain(id);
  });

  test('have the actions of their foreign keys changed by a plan, and are suggested with their progress', async () => {
    const file = new Sqlite(shop().file);
    file.exec(
      'CREATE TABLE visits (id INTEGER PRIMARY KEY, customer_id INTEGER); INSERT INTO visits VALUES (1, 3)',
    );
    const connection = await open('foreignKeys');
    const edit = await ask('relations.edit', { connection, id: own, onDelete: 'restrict' });
    expect(edit).toMatchObject({ kind: 'planned', plan: { relations: [{ change: 'edit' }] } });
    const { plan } = (edit as { plan: { plan: string } }).plan;
    expect(await ask('relations.apply', { plan })).toMatchObject({
      relations: [{ id: own, onDelete: 'restrict', state: 'enforced' }],
    });
    await expect(ask('relations.apply', { plan })).rejects.toMatchObject({ code: 'plan.unknown' });
    expect(file.pragma('foreign_key_list(orders)')).toMatchObject([{ on_delete: 'RESTRICT' }]);
    file.close();

    asked += 1;
    const { result } = await rpc().ask(asked, 'relations.suggest', { connection, budgetMs: 2_000 });
    expect(JSON.stringify(result)).toContain('visits');
    expect(rpc().replies.filter(({ id, event }) => id === asked && event !== undefined)).not.toEqual([]);
  });
});
