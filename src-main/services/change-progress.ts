import type { TableRef } from '../model/catalog.ts';
import { AppError, retold } from '../model/error.ts';
import { tableText } from '../model/identity.ts';
import type { ChangeProgress, ChangeStage } from '../model/progress.ts';

/** Milliseconds between two events of one stage. */
const pause = 100;

export type Progress = ReturnType<typeof createProgress>;

/** Follows a change and tells of it: each stage at once, within a stage no more often than anybody can read. */
export function createProgress(emit: ((event: ChangeProgress) => void) | undefined) {
  let now: ChangeProgress = { kind: 'progress', stage: 'planning', table: null, rows: 0 };
  let told = Number.NEGATIVE_INFINITY;
  let later: NodeJS.Timeout | undefined;

  function tell(): void {
    clearTimeout(later);
    later = undefined;
    told = performance.now();
    emit?.(now);
  }
  function next(event: Omit<ChangeProgress, 'kind'>): void {
    const begins = event.stage !== now.stage;
    now = { kind: 'progress', ...event };
    const wait = told + pause - performance.now();
    if (begins || wait <= 0) tell();
    // The last of several is told in any case: what follows it may take long.
    else if (emit !== undefined) later ??= setTimeout(tell, wait);
  }

  return {
    enter(stage: ChangeStage): void {
      if (stage !== now.stage) next({ stage, table: null, rows: 0 });
    },
    /** It is at this table, of which so many more rows are done. */
    at(table: TableRef, rows = 0): void {
      next({ stage: now.stage, table, rows: now.rows + rows });
    },
    /** Where it is, or was when it ended. */
    place: (): ChangeProgress => now,
    /** It is still there, although it was told to be further. */
    back(place: ChangeProgress): void {
      now = place;
    },
    end: (): void => clearTimeout(later),
  };
}

const doing: Readonly<Record<ChangeStage, string>> = {
  planning: 'looking for rows',
  keeping: 'reading rows',
  writing: 'writing rows',
  verifying: 'comparing rows',
  committing: 'committing',
};

/** Of a lock that was waited for in vain the engines tell little: the failure says at which table that was, and what then. */
export function withPlace(error: unknown, progress: Progress, then: string): unknown {
  if (!(error instanceof AppError) || error.code !== 'timeout') return error;
  const { stage, table } = progress.place();
  const where = table === null ? '' : ` of ${tableText(table)}`;
  return retold(error, `${error.message} That was while ${doing[stage]}${where}. ${then}`);
}
