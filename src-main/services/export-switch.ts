import { AppError } from '../model/error.ts';
import type { ExportedSwitch, ExportForm, MigrationPlan, MigrationStep } from '../model/migration.ts';
import type { Statement } from '../model/plan.ts';
import type { RelationMode } from '../model/relation.ts';
import type { ScriptFacts } from '../model/switch-way.ts';

/** What a script does for a step. */
type Piece = Pick<MigrationStep, 'summary' | 'transaction' | 'alone'> & {
  readonly statements: readonly Statement[];
};

/** https://www.prisma.io/docs/orm/prisma-schema/data-model/relations/relation-mode */
const prismaNotes: Readonly<Record<RelationMode, string>> = {
  prisma:
    'Set relationMode = "prisma" in the datasource of schema.prisma before the next migration, or Prisma Migrate will create the foreign keys again.',
  foreignKeys:
    'Set relationMode = "foreignKeys" in the datasource of schema.prisma, or leave it out. A migration history that creates foreign keys fails on a database that forbids them.',
};

/**
 * The plan as files for somebody else to run. The relation file is not written by them, and nothing is in a journal.
 * `dialect.unsupported`: there is a step that no script can do.
 */
export function exportSwitch(
  plan: MigrationPlan,
  script: ScriptFacts,
  as: ExportForm,
  folder: string,
): ExportedSwitch {
  const impossible = plan.steps.find(({ unattended }) => unattended === null);
  if (impossible !== undefined) {
    throw new AppError('dialect.unsupported', `No script can do this step: ${impossible.summary}.`, {
      hint: 'Apply the switch here instead.',
    });
  }
  const up = plan.steps.map((step) => ({ ...step, statements: step.unattended ?? step.execute }));
  const down = plan.steps.toReversed().map((step) => ({ ...step, statements: step.reverse ?? [] }));
  const prefix = folder === '' ? '' : `${folder.replace(/\/$/, '')}/`;
  const byHand = plan.steps.filter(({ kind }) => kind === 'repair').map(byHandText);
  const notes = [
    ...byHand,
    `Referee does not know of what a script does: choose the mode ${plan.to} for the connection once it was run.`,
  ];
  if (as === 'sql') {
    const program = { ...script, head: [...script.program, ...script.head] };
    return {
      files: [
        { path: `${prefix}up.sql`, text: scriptText(`Switch to ${plan.to}`, up, program, byHand) },
        { path: `${prefix}down.sql`, text: scriptText(`Back to ${plan.from}`, down, program) },
      ],
      notes,
    };
  }
  // Prisma runs statements, and knows nothing of the sqlite3 program's own commands.
  const migrated = up.filter(({ kind }) => kind !== 'backup');
  return {
    files: migrations(migrated).map((pieces, place) => ({
      path: `${prefix}migrations/${timestamp(place)}_switch_relation_mode/migration.sql`,
      // Prisma sends all of a file at once: what must be sent alone has nothing else beside it.
      text: pieces.some(({ alone }) => alone)
        ? `${pieces
            .flatMap(({ statements }) => statements.slice(-1))
            .map((one) => spelled(one, script))
            .join('\n')}\n`
        : scriptText(`Switch to ${plan.to}`, pieces, script, byHand),
    })),
    notes: [...notes, prismaNotes[plan.to]],
  };
}

function migrations(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const folders: Piece[][] = [];
  for (const piece of pieces.filter(({ statements }) => statements.length > 0)) {
    const open = folders.at(-1);
    if (open === undefined || piece.alone || open.some(({ alone }) => alone)) folders.push([piece]);
    else open.push(piece);
  }
  return folders;
}

/** What is changed in rows depends on the rows that are there by then, so that no script can do as was shown. */
function byHandText({ summary }: MigrationStep): string {
  return `Before the script is run, this must be done, which is no part of it: ${summary}. Referee does it by integrity.repair.`;
}

function scriptText(
  title: string,
  pieces: readonly Piece[],
  script: ScriptFacts,
  notes: readonly string[] = [],
): string {
  const lines = [
    `-- ${title}. Written by Referee.`,
    ...notes.map((note) => `-- ${note.replace(/\s+/g, ' ')}`),
    ...script.head,
  ];
  let open: number | undefined;
  for (const { summary, transaction, statements } of pieces) {
    if (statements.length === 0) continue;
    if (open !== undefined && open !== transaction) lines.push('', ...script.commit);
    if (transaction !== undefined && open !== transaction) lines.push('', ...script.begin);
    open = transaction;
    lines.push('', `-- ${summary.replace(/\s+/g, ' ')}`, ...statements.map((one) => spelled(one, script)));
  }
  if (open !== undefined) lines.push('', ...script.commit);
  return `${lines.join('\n')}\n`;
}

/** Placeholders are `?` or `$1` and so on; no statement of a step holds these signs in another meaning and has parameters. */
function spelled({ text, params }: Statement, { literal }: ScriptFacts): string {
  let next = 0;
  const bound =
    params.length === 0
      ? text
      : text.replace(/\?|\$(\d+)/g, (_, number?: string) => {
          const place = number === undefined ? next : Number(number) - 1;
          next += 1;
          return literal(params[place] ?? null);
        });
  return bound.startsWith('.') ? bound : `${bound};`;
}

/** As Prisma Migrate sorts its folders: by the second, here one later for each. */
function timestamp(place: number): string {
  const at = new Date(Date.now() + place * 1000);
  return at.toISOString().replace(/\D/g, '').slice(0, 14);
}
