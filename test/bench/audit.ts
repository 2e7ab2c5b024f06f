import { engine } from '../support/engines.ts';
import { findServer } from '../support/find-servers.ts';
import type { OpenDatabase } from '../support/open-database.ts';
import { openDatabase } from '../support/open-database.ts';
import { auditOf } from '../support/orphan-database.ts';
import { engineWords } from './engine-words.ts';

const children = 1_000_000;
const parents = 100_000;
/** Two of a hundred reference nothing, and one of a hundred a parent that is not there. */
const pid = (orphans: boolean) =>
  `CASE WHEN x % 50 = 0 THEN NULL ${orphans ? `WHEN x % 100 = 1 THEN ${2 * parents} + x ` : ''}ELSE 1 + x % ${parents} END`;

/** How people write it by hand, in the form that is fastest on each engine. */
const bare: Readonly<Record<string, string>> = {
  sqlite:
    'SELECT count(*) FROM child t LEFT JOIN parent p ON p.id = t.pid WHERE t.pid IS NOT NULL AND p.id IS NULL',
  postgresql:
    'SELECT count(*) FROM child t WHERE t.pid IS NOT NULL AND NOT EXISTS (SELECT 1 FROM parent p WHERE p.id = t.pid)',
  mysql:
    'SELECT count(*) FROM child t WHERE t.pid IS NOT NULL AND NOT EXISTS (SELECT 1 FROM parent p WHERE p.id = t.pid)',
};

const cases = [
  { name: '1 % orphans, child indexed', orphans: true, indexed: true },
  { name: '1 % orphans, child not indexed', orphans: true, indexed: false },
  { name: 'no orphans, child indexed', orphans: false, indexed: true },
];

/** The audit of a million children against the bare anti-join, in turn; prints the median of their ratios. */
export async function benchAudit(engineIds: readonly string[], rounds: number): Promise<void> {
  console.log(`| engine | rows | bare anti-join | audit | ratio |\n| --- | --- | --- | --- | --- |`);
  for (const id of engineIds) {
    const server = await findServer(id);
    const stop = await server.prepare();
    try {
      for (const one of cases) console.log(await measured(id, one, rounds));
    } finally {
      await stop();
    }
  }
}

async function measured(
  id: string,
  { name, orphans, indexed }: (typeof cases)[number],
  rounds: number,
): Promise<string> {
  const words = engineWords[id];
  if (words === undefined) throw new Error(`No words for ${id}: write them in test/bench/engine-words.ts.`);
  const open = await openDatabase(engine(id), [
    'CREATE TABLE parent (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20))',
    'CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY, pid INTEGER, note VARCHAR(40))',
    ...words.prepare,
    `INSERT INTO parent SELECT x, 'parent' FROM ${words.series(parents)} s`,
    `INSERT INTO child SELECT x, ${pid(orphans)}, 'some text here' FROM ${words.series(children)} s`,
    ...(indexed ? ['CREATE INDEX child_pid ON child (pid)'] : []),
    ...words.settle(['parent', 'child']),
  ]);
  try {
    return await inTurn(id, name, open, rounds);
  } finally {
    await open.close();
  }
}

async function inTurn(id: string, name: string, open: OpenDatabase, rounds: number): Promise<string> {
  const { connection, run } = open;
  const { defaultSchema: schema } = connection.model;
  const side = (table: string, column: string) => ({ table: { schema, name: table }, columns: [column] });
  const relation = {
    ...{ id: 'child->parent', child: side('child', 'pid'), parent: side('parent', 'id') },
    ...({ onDelete: 'noAction', onUpdate: 'noAction', constraint: null, state: 'emulated' } as const),
    ...({ match: 'simple', setColumns: null, deferred: false } as const),
  };
  connection.model = { ...connection.model, mode: 'prisma', relations: [relation] };
  const times: { readonly bare: number; readonly audit: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const works = { bare: () => run(bare[id] ?? ''), audit: () => auditOf(connection) };
    const order = round % 2 === 0 ? (['bare', 'audit'] as const) : (['audit', 'bare'] as const);
    const taken = { bare: 0, audit: 0 };
    for (const which of order) {
      const started = performance.now();
      await works[which]();
      taken[which] = performance.now() - started;
    }
    // The first round warms up.
    if (round > 0) times.push(taken);
  }
  const ms = (which: 'bare' | 'audit') => `${median(times.map((taken) => taken[which])).toFixed(0)} ms`;
  const ratio = median(times.map((taken) => taken.audit / taken.bare));
  return `| ${id} | ${name} | ${ms('bare')} | ${ms('audit')} | x${ratio.toFixed(2)} |`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
