import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { dirname } from 'node:path';
import * as v from 'valibot';
import type { MigrationStep } from '../model/migration.ts';
import { syncFolder } from './atomic-write.ts';
import { damagedFile } from './json-file.ts';
import { type JournalLine, lineSchema, type SwitchGoal, type SwitchWriter } from './switch-journal-schema.ts';

/** What the journal of a switch holds: what it is for, who writes it, and what was done, in order. */
export type SwitchRecord = {
  readonly goal: SwitchGoal;
  readonly at: string;
  readonly writer: SwitchWriter;
  readonly lines: readonly JournalLine[];
};

/** Lies beside the relation file for as long as a switch is neither done nor taken back. */
export type SwitchJournal = {
  /** null: no switch is on its way. `request.invalid` for a damaged file. */
  read(relationFile: string): Promise<SwitchRecord | null>;
  /** Fails where there is one already. */
  begin(relationFile: string, goal: SwitchGoal): Promise<void>;
  /** Steps will be run: `adds` keys, or drops them. */
  attempt(relationFile: string, adds: boolean, steps: readonly MigrationStep[]): Promise<void>;
  started(relationFile: string, step: number): Promise<void>;
  done(relationFile: string, step: number): Promise<void>;
  /** Orphans will be repaired, which will have this id in the history. */
  repair(relationFile: string, entry: string): Promise<void>;
  failed(relationFile: string, message: string): Promise<void>;
  end(relationFile: string): Promise<void>;
};

/** Each line is on the disk before what it announces is done. */
export const switchJournal: SwitchJournal = {
  async read(relationFile) {
    const path = pathOf(relationFile);
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw damagedFile(path, error);
    });
    // What follows the last line end was being written when the process was killed, and announces nothing that was done.
    const [first, ...lines] = text
      .split('\n')
      .slice(0, -1)
      .map((line) => parsed(path, line));
    if (first === undefined) return null;
    if (first.kind !== 'begin') throw damagedFile(path);
    return { goal: first.goal, at: first.at, writer: lastWriter(first, lines), lines };
  },
  async begin(relationFile, goal) {
    const path = pathOf(relationFile);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const line: JournalLine = { kind: 'begin', at: now(), goal, writer: thisProcess() };
    await write(path, line, 'w');
    await syncFolder(dirname(path));
  },
  attempt: (relationFile, adds, steps) =>
    append(relationFile, {
      kind: 'attempt',
      at: now(),
      adds,
      writer: thisProcess(),
      steps: steps.map(({ summary, kind = 'file', table }) => ({ summary, kind, table })),
    }),
  started: (relationFile, step) => append(relationFile, { kind: 'started', step }),
  done: (relationFile, step) => append(relationFile, { kind: 'done', step }),
  repair: (relationFile, entry) => append(relationFile, { kind: 'repair', entry }),
  failed: (relationFile, message) => append(relationFile, { kind: 'failed', message }),
  async end(relationFile) {
    const path = pathOf(relationFile);
    await rm(path, { force: true });
    await syncFolder(dirname(path));
  },
};

function pathOf(relationFile: string): string {
  return `${relationFile.replace(/\.json$/, '')}.switch.jsonl`;
}

function parsed(path: string, line: string): JournalLine {
  try {
    return v.parse(lineSchema, JSON.parse(line));
  } catch (error) {
    throw damagedFile(path, error);
  }
}

function lastWriter(first: { readonly writer: SwitchWriter }, lines: readonly JournalLine[]): SwitchWriter {
  return lines.findLast((line) => line.kind === 'attempt')?.writer ?? first.writer;
}

function append(relationFile: string, line: JournalLine): Promise<void> {
  return write(pathOf(relationFile), line, 'a');
}

async function write(path: string, line: JournalLine, flags: 'a' | 'w'): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await file.writeFile(`${JSON.stringify(line)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

function now(): string {
  return new Date().toISOString();
}

function thisProcess(): SwitchWriter {
  return { pid: process.pid, host: hostname(), bootedAt: bootedAt() };
}

/** Seconds; a number of a process means something only until the computer starts anew. */
function bootedAt(): number {
  return Math.round(Date.now() / 1000 - uptime());
}

/** Whether the process that wrote seems to be alive, and is not this one. */
export function isAlive({ pid, host, bootedAt: then }: SwitchWriter): boolean {
  if (pid === process.pid || host !== hostname() || Math.abs(then - bootedAt()) > 10) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
