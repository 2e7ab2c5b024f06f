import type { FuzzChange } from './fuzz-case.ts';

/** What became of changes: the rows of all tables, or that they were refused and by what. */
export type Outcome =
  | { readonly ok: true; readonly rows: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly why: string };

export type Comparison = {
  readonly changes: readonly FuzzChange[];
  readonly orderFree: boolean;
  /** The database with its foreign keys. */
  readonly native: Outcome;
  /** Referee on the same rows without foreign keys. */
  readonly emulated: Outcome;
  /** What Referee says that the database with its foreign keys will do. */
  readonly predicted: Outcome;
  /** Whether it says so under reserve. */
  readonly warned: boolean;
  /** What other databases would do, each in its own order, where this one refuses and the emulation does not. */
  readonly elsewhere: readonly Outcome[];
};

/** What is wrong: the emulation or the prediction; null: all agree, or the emulation refuses where order matters. */
export function divergence(comparison: Comparison): 'emulated' | 'predicted' | null {
  const { native, emulated, predicted, warned } = comparison;
  const reserved = warned || refusesSet(comparison, predicted);
  if (!same(native, predicted) && !reserved) return 'predicted';
  if (same(native, emulated) || refuses(comparison) || refusesSet(comparison, emulated)) return null;
  return isPermitted(comparison) ? null : 'emulated';
}

/** Several changes are one set, whose parts may contradict each other although statements could follow one another. */
function refusesSet({ changes }: Comparison, outcome: Outcome): boolean {
  return changes.length > 1 && !outcome.ok && outcome.why.startsWith('plan.blocked');
}

/**
 * A database may refuse because of what it comes across on the way. The emulation then may do what another database does,
 * or, where there are several statements, what all of them come to.
 */
function isPermitted({ changes, orderFree, native, emulated, elsewhere }: Comparison): boolean {
  if (native.ok || !emulated.ok) return false;
  return changes.length > 1 || (!orderFree && elsewhere.some((other) => same(other, emulated)));
}

/** The emulation refuses what the database does in an order of its own. */
export function refuses({ orderFree, native, emulated }: Comparison): boolean {
  return !orderFree && native.ok && !emulated.ok && emulated.why.startsWith('plan.blocked');
}

function same(a: Outcome, b: Outcome): boolean {
  return a.ok && b.ok ? JSON.stringify(a.rows) === JSON.stringify(b.rows) : a.ok === b.ok;
}
