import { parseArgs } from 'node:util';
import { AppError } from '../../model/error.ts';
import { type ExportForm, exportForms } from '../../model/migration.ts';
import { type RelationMode, relationModes } from '../../model/relation.ts';

export const switchUsage = `switch <url> --to ${relationModes.join('|')} [--decide id=choice] [--apply] [--export DIR [--as ${exportForms.join('|')}]]
       [--resume | --go-back] [--relation-file FILE] [--sql] [--json]`;

/** What `referee switch` is asked for. */
export type SwitchOptions = {
  readonly url: string;
  readonly relationFile: string | null;
  readonly sql: boolean;
  readonly json: boolean;
  readonly work:
    | {
        readonly kind: 'plan';
        readonly to: RelationMode;
        readonly decisions: Readonly<Record<string, string>>;
        readonly apply: boolean;
        /** null: no files are written. */
        readonly export: { readonly folder: string; readonly as: ExportForm } | null;
      }
    | { readonly kind: 'resume' | 'goBack' };
};

/** `request.invalid` for options that make no sense. */
export function readSwitchOptions(args: readonly string[]): SwitchOptions {
  const { values, positionals } = parsed(args);
  const [url, ...more] = positionals;
  if (url === undefined) throw wrong('Name the database by its URL.');
  if (more.length > 0) throw wrong(`One database at a time: ${more.join(' ')} is too much.`);
  return {
    url,
    relationFile: values['relation-file'] ?? null,
    sql: values.sql ?? false,
    json: values.json ?? false,
    work: workOf(values),
  };
}

function workOf(values: ReturnType<typeof parsed>['values']): SwitchOptions['work'] {
  const finishes = [values.resume, values['go-back']].filter((given) => given === true).length;
  if (finishes > 0) {
    const plans = [values.to, values.decide, values.apply, values.export, values.as];
    if (finishes > 1 || plans.some((given) => given !== undefined)) {
      throw wrong('--resume and --go-back stand alone: they finish the switch that was interrupted.');
    }
    return { kind: values.resume === true ? 'resume' : 'goBack' };
  }
  const to = relationModes.find((known) => known === values.to);
  if (to === undefined) {
    const given =
      values.to === undefined ? 'Say which mode to switch to' : `"${values.to}" is no relation mode`;
    throw wrong(`${given}; there are ${relationModes.join(' and ')}.`);
  }
  const as = exportForms.find((known) => known === (values.as ?? 'sql'));
  if (as === undefined) throw wrong(`"${values.as}" is no form; there are ${exportForms.join(' and ')}.`);
  if (values.as !== undefined && values.export === undefined) throw wrong('--as goes with --export.');
  if (values.apply === true && values.export !== undefined) {
    throw wrong('Either --apply does it here, or --export writes it down for somebody else.');
  }
  return {
    kind: 'plan',
    to,
    decisions: Object.fromEntries((values.decide ?? []).map(decisionOf)),
    apply: values.apply ?? false,
    export: values.export === undefined ? null : { folder: values.export, as },
  };
}

/** An id may hold the sign `=`, in the name of a column; a choice does not. */
function decisionOf(text: string): readonly [string, string] {
  const at = text.lastIndexOf('=');
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw wrong(`"${text}" is no decision: write --decide id=choice.`);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        decide: { type: 'string', multiple: true },
        apply: { type: 'boolean' },
        export: { type: 'string' },
        as: { type: 'string' },
        resume: { type: 'boolean' },
        'go-back': { type: 'boolean' },
        'relation-file': { type: 'string' },
        sql: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(message: string): AppError {
  return new AppError('request.invalid', message, { hint: `Usage: referee ${switchUsage}` });
}
