import { parseArgs } from 'node:util';
import { AppError } from '../../model/error.ts';
import { type Severity, severities } from '../../model/finding.ts';
import { type RelationMode, relationModes } from '../../model/relation.ts';

export const checkUsage = `check <url> [--fail-on ${severities.join('|')}] [--json | --sarif | --junit] [--sample]
       [--relation ID] [--mode ${relationModes.join('|')}] [--relation-file FILE]`;

const formats = ['json', 'sarif', 'junit'] as const;
export type CheckFormat = 'text' | (typeof formats)[number];

/** What `referee check` is asked for. */
export type CheckOptions = {
  readonly url: string;
  readonly format: CheckFormat;
  /** Findings of this severity or a worse one end it with 1. */
  readonly failOn: Severity;
  /** A quick look at some rows of each table instead of all. */
  readonly sample: boolean;
  /** Ids; []: all. */
  readonly relations: readonly string[];
  readonly mode: RelationMode | null;
  readonly relationFile: string | null;
};

/** `request.invalid` for options that make no sense. */
export function readCheckOptions(args: readonly string[]): CheckOptions {
  const { values, positionals } = parsed(args);
  const [url, ...more] = positionals;
  if (url === undefined) throw wrong('Name the database by its URL.');
  if (more.length > 0) throw wrong(`One database at a time: ${more.join(' ')} is too much.`);
  const chosen = formats.filter((format) => values[format] === true);
  if (chosen.length > 1)
    throw wrong(`One output at a time: ${chosen.map((one) => `--${one}`).join(' or ')}.`);
  return {
    url,
    format: chosen[0] ?? 'text',
    failOn: oneOf(severities, values['fail-on'], 'severity') ?? 'error',
    sample: values.sample ?? false,
    relations: values.relation ?? [],
    mode: oneOf(relationModes, values.mode, 'relation mode'),
    relationFile: values['relation-file'] ?? null,
  };
}

/** null: none was given. */
function oneOf<T extends string>(known: readonly T[], given: string | undefined, what: string): T | null {
  if (given === undefined) return null;
  const found = known.find((one) => one === given);
  if (found !== undefined) return found;
  throw wrong(`"${given}" is no ${what}; there are ${known.join(', ')}.`);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        sarif: { type: 'boolean' },
        junit: { type: 'boolean' },
        sample: { type: 'boolean' },
        relation: { type: 'string', multiple: true },
        'fail-on': { type: 'string' },
        mode: { type: 'string' },
        'relation-file': { type: 'string' },
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(message: string): AppError {
  return new AppError('request.invalid', message, { hint: `Usage: referee ${checkUsage}` });
}
