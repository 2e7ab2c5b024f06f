import { resultOf } from '../../src-main/contract/result-of.ts';
import type { Change } from '../../src-main/model/change.ts';
import type { OrphanRepair } from '../../src-main/model/finding.ts';
import type { ChangePlan } from '../../src-main/model/plan.ts';
import type { ChangeProgress } from '../../src-main/model/progress.ts';
import type { Row } from '../../src-main/model/value.ts';
import { client } from '../client.ts';
import { useWorkbench } from './workbench.ts';

/** What is done with the orphans of a finding. */
export type RepairChoice = {
  readonly by: OrphanRepair;
  readonly key?: Row;
  readonly values?: Row;
  readonly file?: string;
  readonly format?: 'jsonl' | 'csv';
};

/** What a change plan comes from. */
export type Origin =
  | { readonly kind: 'staged'; readonly changes: readonly Change[] }
  | { readonly kind: 'undo'; readonly entry: string }
  | {
      readonly kind: 'repair';
      readonly finding: string;
      /** null: not known any more. */
      readonly relation: string | null;
      readonly choice: RepairChoice;
    };

/** `limit`: rows after which counting stops; an undo has none. */
export async function planFrom(
  from: Origin,
  limit: number | undefined,
  signal: AbortSignal,
  follow: (event: ChangeProgress) => void,
): Promise<ChangePlan> {
  const connection = useWorkbench().handle();
  const limited = limit === undefined ? {} : { limit };
  if (from.kind === 'undo') return resultOf(client.history.undo({ entry: from.entry }, { signal }), follow);
  if (from.kind === 'repair') {
    const { finding, choice } = from;
    return client.integrity.repair({ connection, finding, ...choice, ...limited }, { signal });
  }
  const asked = { connection, changes: [...from.changes], ...limited };
  return resultOf(client.changes.preview(asked, { signal }), follow);
}
