import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resultOf } from '../../src-main/contract/result-of.ts';
import type { Table, TableRef } from '../../src-main/model/catalog.ts';
import type { OpenedConnection } from '../../src-main/model/connection.ts';
import type { RelationMode } from '../../src-main/model/relation.ts';
import type { Value } from '../../src-main/model/value.ts';
import { createServices } from '../../src-main/services/create-services.ts';
import { createSessionSecrets } from '../../src-main/storage/secrets.ts';
import { freshChinook } from '../support/chinook.ts';
import { comparableCatalog } from '../support/comparable-catalog.ts';
import { engines, type TestEngine } from '../support/engines.ts';

describe.each(engines)('Chinook on $id', (engine) => {
  let shop: Awaited<ReturnType<typeof openChinook>>;
  beforeAll(async () => {
    shop = await openChinook(engine);
  });
  afterAll(() => shop.close());

  test('opens with its 11 tables and 11 relations', () => {
    expect(shop.opened.model.tables).toHaveLength(11);
    expect(shop.opened.model.relations).toHaveLength(11);
    expect(shop.opened.model.relations.every(({ state }) => state === 'enforced')).toBe(true);
  });

  test('the delete of an artist is stopped by the albums that reference it', async () => {
    const plan = await shop.previewArtist();
    expect(plan.totals).toMatchObject([{ action: 'delete', count: 1 }]);
    expect(plan.blockers).toMatchObject([{ rule: 'stillReferenced', count: 2, exact: true }]);
    expect(shop.plainName(plan.blockers[0]?.table.name ?? '')).toBe('album');
  });

  test('a round trip of modes gives back the same catalog and the same rows, and the same preview in between', async () => {
    const before = await shop.everything();
    const blocked = await shop.previewArtist();

    const emulated = await shop.switchTo('prisma');
    expect(emulated.relations.map(({ state }) => state)).toEqual(Array(11).fill('emulated'));
    const inBetween = await shop.everything();
    expect(inBetween.foreignKeys).toEqual([]);
    expect(inBetween.rows).toEqual(before.rows);
    const same = await shop.previewArtist();
    expect(same.blockers).toEqual(blocked.blockers);
    expect(same.totals).toEqual(blocked.totals);

    await shop.switchTo('foreignKeys');
    expect(await shop.everything()).toEqual(before);
  });
});

async function openChinook(engine: TestEngine) {
  const fresh = await freshChinook(engine);
  const folder = await mkdtemp(join(tmpdir(), 'chinook-'));
  const services = createServices({
    dialects: [engine.dialect],
    folder,
    secrets: createSessionSecrets(),
    sampleDatabase: '',
  });
  const client = createRouterClient(services.router, { context: { client: 'test' } });
  const opened: OpenedConnection = await client.connections.open({ url: fresh.url });
  const { connection } = opened;

  /** The engines spell the same names differently: Album, album; ArtistId, artist_id. */
  const plainName = (name: string) => name.toLowerCase().replaceAll('_', '');
  function found<T extends { readonly name: string }>(all: readonly T[], name: string): T {
    const one = all.find((candidate) => plainName(candidate.name) === name);
    if (one === undefined) throw new Error(`Chinook has no ${name}.`);
    return one;
  }

  async function rowsOf(table: TableRef): Promise<readonly (readonly Value[])[]> {
    const rows: (readonly Value[])[] = [];
    let after: readonly Value[] | null = null;
    do {
      const page = await client.records.page({
        connection,
        table,
        after: after === null ? null : [...after],
        limit: 1000,
      });
      rows.push(...page.rows);
      after = page.next;
    } while (after !== null);
    return rows;
  }

  return {
    opened,
    plainName,
    previewArtist() {
      const table: Table = found(opened.model.tables, 'artist');
      const key = found(table.columns, 'artistid').name;
      const { schema, name } = table;
      return resultOf(
        client.changes.preview({
          connection,
          changes: [{ kind: 'delete', table: { schema, name }, where: { keys: [{ [key]: 1 }] } }],
        }),
      );
    },
    async switchTo(to: RelationMode) {
      const plan = await client.mode.preview({ connection, to });
      expect(plan.blockers).toEqual([]);
      const steps = await client.mode.apply({ plan: plan.plan });
      for (;;) {
        const { done, value } = await steps.next();
        if (done) return value;
      }
    },
    /** The catalog as the database has it, without estimates, and every row. */
    async everything() {
      await client.model.reload({ connection });
      const catalog = comparableCatalog(services.connections.get(connection).catalog);
      const rows: Record<string, readonly (readonly Value[])[]> = {};
      for (const { schema, name } of catalog.tables) rows[name] = await rowsOf({ schema, name });
      return { ...catalog, rows };
    },
    async close() {
      await client.connections.close({ connection });
      await fresh.close();
      await rm(folder, { recursive: true });
    },
  };
}
