import type { Session } from '../../src-main/dialects/dialect.ts';
import { reloadModel } from '../../src-main/services/models.ts';
import { createRelations } from '../../src-main/services/relations.ts';
import { writeRelationFile } from '../../src-main/storage/relation-file.ts';
import type { TestEngine } from '../support/engines.ts';
import { modeSwitch } from '../support/mode-switch.ts';
import { openDatabase } from '../support/open-database.ts';
import { fillStatements } from './engine-words.ts';

/** Milliseconds of one statement of other sessions while foreign keys are added, and how many of them there were. */
export type Downtime = {
  readonly switchMs: number;
  readonly writes: { readonly count: number; readonly longestMs: number };
  readonly reads: { readonly count: number; readonly longestMs: number };
  readonly failed: readonly string[];
};

/** A table of children and one of parents; the relation is emulated, then becomes a foreign key while others work. */
export async function measureDowntime(
  engine: TestEngine,
  rows: number,
  decisions: Readonly<Record<string, string>> = {},
): Promise<Downtime> {
  const parents = Math.ceil(rows / 10);
  const open = await openDatabase(engine, [
    'CREATE TABLE parent (id int PRIMARY KEY, note int)',
    'CREATE TABLE child (id int PRIMARY KEY, parent_id int NOT NULL, note int)',
    ...fillStatements(engine.id, rows, parents),
    'CREATE INDEX child_parent ON child (parent_id)',
  ]);
  const { connection } = open;
  const { defaultSchema: schema } = connection.catalog;
  await writeRelationFile(connection.relationFilePath, { mode: 'prisma', relations: [], remembered: [] });
  await reloadModel(connection);
  await createRelations().declare(connection, {
    child: { table: { schema, name: 'child' }, columns: ['parent_id'] },
    parent: { table: { schema, name: 'parent' }, columns: ['id'] },
    onDelete: 'cascade',
    onUpdate: 'cascade',
  });
  const modes = modeSwitch();
  const others = await connection.dialect.connect(connection.settings, { readOnly: false });
  try {
    const { plan } = await modes.preview(connection, 'foreignKeys', decisions);
    const stop = new AbortController();
    const work = [0, 1].map(async (writer) =>
      write(await others.session(), writer, rows, parents, stop.signal),
    );
    const looking = read(await others.session(), rows, stop.signal);
    const started = performance.now();
    for await (const _ of modes.apply(plan));
    const switchMs = performance.now() - started;
    stop.abort();
    const [written, seen] = [await Promise.all(work), await looking];
    return {
      switchMs,
      writes: together(written),
      reads: together([seen]),
      failed: [...written, seen].flatMap(({ failed }) => failed),
    };
  } finally {
    await others.close();
    await open.close();
  }
}

type Tally = { readonly times: number[]; readonly failed: string[] };

async function write(session: Session, writer: number, rows: number, parents: number, stop: AbortSignal) {
  return repeat(session, stop, (turn) => {
    const at = (turn * 7919 + writer * 31) % rows;
    const id = rows + 1 + turn * 2 + writer;
    const texts = [
      `UPDATE child SET note = note + 1 WHERE id = ${at + 1}`,
      `INSERT INTO child VALUES (${id}, ${(at % parents) + 1}, 0)`,
      `UPDATE parent SET note = 1 WHERE id = ${(at % parents) + 1}`,
    ];
    return texts[turn % texts.length] ?? '';
  });
}

async function read(session: Session, rows: number, stop: AbortSignal) {
  return repeat(
    session,
    stop,
    (turn) =>
      `SELECT c.note, p.note FROM child c JOIN parent p ON p.id = c.parent_id WHERE c.id = ${((turn * 6607) % rows) + 1}`,
  );
}

async function repeat(session: Session, stop: AbortSignal, text: (turn: number) => string): Promise<Tally> {
  const tally: Tally = { times: [], failed: [] };
  for (let turn = 0; !stop.aborted; turn += 1) {
    const started = performance.now();
    await session.run({ text: text(turn), params: [] }).catch(({ message }) => tally.failed.push(message));
    tally.times.push(performance.now() - started);
  }
  await session.release();
  return tally;
}

function together(tallies: readonly Tally[]) {
  const times = tallies.flatMap((tally) => tally.times);
  return { count: times.length, longestMs: times.reduce((longest, one) => Math.max(longest, one), 0) };
}
