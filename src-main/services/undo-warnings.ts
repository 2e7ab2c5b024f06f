import type { ChangePlan, Effect, Warning } from '../model/plan.ts';
import { valueText } from '../model/value.ts';
import type { CaptureLimits } from './capture.ts';

const rule = 'undoImpossible';

/** Says before a change is applied that it will be too large for the journal, as far as counts and samples can tell. */
export function undoWarnings(effects: readonly Effect[], limits: CaptureLimits): readonly Warning[] {
  const rows = effects.reduce((sum, { count }) => sum + count, 0);
  if (rows > limits.rows) {
    return [
      impossible(
        `${rows.toLocaleString('en-US')} rows are more than the ${limits.rows.toLocaleString('en-US')}`,
      ),
    ];
  }
  const bytes = effects.reduce((sum, effect) => sum + effect.count * meanBytes(effect), 0);
  return bytes > limits.bytes ? [tooManyBytes(limits)] : [];
}

export function tooManyBytes(limits: CaptureLimits): Warning {
  return impossible(`The rows take more than the ${Math.floor(limits.bytes / 1024 / 1024)} MiB`);
}

/** Why the plan, as it was shown, is applied without keeping its rows; null: they are kept. */
export function notCapturable({ warnings }: ChangePlan): string | null {
  return warnings.find((warning) => warning.rule === rule)?.message ?? null;
}

function impossible(what: string): Warning {
  return { rule, relation: null, message: `${what} that the journal takes: this change cannot be undone.` };
}

/** About what a row takes when it is packed: what its values are spelled as, and a little for each. */
function meanBytes({ sample }: Effect): number {
  const images = sample.flatMap(({ before, after }) => [before, after]).filter((row) => row !== null);
  const values = images.flatMap((row) => Object.values(row));
  const total = values.reduce<number>((sum, value) => sum + valueText(value).length + 1, 0);
  return sample.length === 0 ? 0 : total / sample.length;
}
