import { parseArgs } from 'node:util';
import { AppError } from '../../model/error.ts';
import { type RelationMode, relationModes } from '../../model/relation.ts';

export const planUsage = `plan <url> --delete 'table where ...' [--update 'table set a = 1 where ...'] [--mode ${relationModes.join('|')}]
       [--relation-file FILE] [--limit N] [--sql] [--json] [--apply]`;

/** What `referee plan` is asked for. */
export type PlanOptions = {
  readonly url: string;
  /** In the order in which they were written. */
  readonly changes: readonly { readonly kind: 'delete' | 'update'; readonly text: string }[];
  readonly mode: RelationMode | null;
  readonly relationFile: string | null;
  /** After so many rows counting stops; null: as usual. */
  readonly limit: number | null;
  readonly sql: boolean;
  readonly json: boolean;
  readonly apply: boolean;
};

/** `request.invalid` for options that make no sense. */
export function readPlanOptions(args: readonly string[]): PlanOptions {
  const { values, positionals, tokens } = parsed(args);
  const [url, ...more] = positionals;
  if (url === undefined) throw wrong('Name the database by its URL.');
  if (more.length > 0) throw wrong(`One database at a time: ${more.join(' ')} is too much.`);
  const changes = tokens.flatMap((token) =>
    token.kind === 'option' && token.value !== undefined && isChange(token.name)
      ? [{ kind: token.name, text: token.value }]
      : [],
  );
  if (changes.length === 0) throw wrong('Say what to plan: --delete or --update.');
  const mode = relationModes.find((known) => known === values.mode) ?? null;
  if (values.mode !== undefined && mode === null) {
    throw wrong(`"${values.mode}" is no relation mode; there are ${relationModes.join(' and ')}.`);
  }
  const limit = values.limit === undefined ? null : Number(values.limit);
  if (limit !== null && !(Number.isSafeInteger(limit) && limit > 0)) {
    throw wrong(`"${values.limit}" is no number of rows.`);
  }
  return {
    url,
    changes,
    mode,
    relationFile: values['relation-file'] ?? null,
    limit,
    sql: values.sql ?? false,
    json: values.json ?? false,
    apply: values.apply ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      tokens: true,
      options: {
        delete: { type: 'string', multiple: true },
        update: { type: 'string', multiple: true },
        mode: { type: 'string' },
        'relation-file': { type: 'string' },
        limit: { type: 'string' },
        sql: { type: 'boolean' },
        json: { type: 'boolean' },
        apply: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function isChange(name: string): name is 'delete' | 'update' {
  return name === 'delete' || name === 'update';
}

function wrong(message: string): AppError {
  return new AppError('request.invalid', message, { hint: `Usage: referee ${planUsage}` });
}
