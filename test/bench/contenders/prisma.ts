import { existsSync } from 'node:fs';
import { type Contender, timed } from '../contender.ts';
import { benchDatabase } from '../database.ts';
import type { Scenario } from '../scenarios.ts';

type PrismaBench = {
  readonly sent: () => number;
  run(scenario: Scenario): Promise<void>;
  close(): Promise<void>;
};

const folder = new URL('../prisma/', import.meta.url);

/** Why the contender cannot run; null: it can. */
export function prismaMissing(): string | null {
  if (existsSync(new URL('gen/sqlite/client.ts', folder))) return null;
  return 'Prisma Client is left out: run `npm install && npm run generate` in test/bench/prisma.';
}

/** Prisma Client with `relationMode = "prisma"`, on a database without foreign keys. */
export async function openPrisma(engine: string, url: string): Promise<Contender> {
  const database = await benchDatabase(engine, url, 'prisma');
  const path = new URL('open.mjs', folder).href;
  const { open }: { open(engine: string, url: string): Promise<PrismaBench> } = await import(path);
  const client = await open(engine, url);
  return {
    prepare: database.prepare,
    async close() {
      await client.close();
      await database.close();
    },
    async measure(scenario) {
      return { preview: null, apply: await timed(client.sent, () => client.run(scenario)) };
    },
  };
}
