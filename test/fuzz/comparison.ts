import type { FuzzChange } from './fuzz-case.ts';
import type { RoundTrip } from './round-trip.ts';

/** What became of changes: the rows of all tables, or that they were refused and by what. */
export type Outcome =
  | { readonly ok: true; readonly rows: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly why: string };

export type Comparison = {
  readonly changes: readonly FuzzChange[];
  readonly orderFree: boolean;
  /** A foreign key is concerned that does something else than its actions say. */
  readonly peculiar: boolean;
  /** Not all that was asked for came of it in the database: one part of the changes undid another. */
  readonly contradicts: boolean;
  /** A key may go round a circle of tables, and what the emulation comes to in the end has all references in order. */
  readonly comesRound: boolean;
  /** The database leaves references without a parent, and the emulation leaves none. */
  readonly leavesOrphans: boolean;
  /** A value is set that differs in letters alone. */
  readonly inLetters: boolean;
  /**
   * References of several columns follow keys that ignore letters: databases write all of the columns, in the letters of the
   * parent, the emulation those whose value changes.
   */
  readonly followsWhole: boolean;
  /**
   * The emulation leaves the rows as they were, or as the database, another order, or all but what changes in letters leaves
   * them, but for letters.
   */
  readonly alikeButForLetters: boolean;
  /**
   * Tables have keys that share columns, and the emulation leaves rows with what their actions set in more of their columns
   * than the database does or, where that refuses what it comes across on the way, than others do.
   */
  readonly losesBoth: boolean;
  /** The database with its foreign keys: as the plan sends it or, where that is blocked, in any order it accepts. */
  readonly native: Outcome;
  /** Referee on the same rows without foreign keys. */
  readonly emulated: Outcome;
  /** What Referee says that the database with its foreign keys will do. */
  readonly predicted: Outcome;
  /** Whether it says so under reserve. */
  readonly warned: boolean;
  /** Where the emulation does something else: what databases do that go about it in other orders, or look only at the end. */
  readonly elsewhere: readonly Outcome[];
  /** What became of them when they were applied and undone, in each mode in which they can be applied. */
  readonly undone: readonly RoundTrip[];
};

/** What the emulation refuses although the database does it, or does although the database refuses it. */
export type Difference =
  /** Order matters, and it does not choose one. */
  | 'order'
  /** A set whose parts undo each other is refused, while statements could follow one another. */
  | 'contradiction'
  /** The database comes across something on the way that others do not, or that all changes together do not leave. */
  | 'onTheWay'
  /** A foreign key does something else than its actions say. */
  | 'peculiar'
  /** A row loses two references that share a column, where the database no longer finds it by the second. */
  | 'overlap'
  /** The database breaks its own foreign key. */
  | 'orphan';

export type Wrong = 'emulated' | 'predicted' | 'undone';

/** What is wrong; null: all agree, or differ in a way that is meant. */
export function divergence(comparison: Comparison): Wrong | null {
  const { native, emulated, predicted, undone } = comparison;
  const difference = differs(comparison);
  if (!same(native, predicted) && difference !== 'contradiction') return 'predicted';
  if (!same(native, emulated) && difference === null) return 'emulated';
  return undone.some(({ what }) => what === 'wrong') ? 'undone' : null;
}

/** How the emulation differs from the database in a way that is meant; null: it does not, or not in such a way. */
export function differs(comparison: Comparison): Difference | null {
  const { orderFree, native, predicted, emulated, elsewhere } = comparison;
  const isDoneElsewhere = elsewhere.some((other) => same(other, emulated));
  if (comparison.contradicts && isBlocked(predicted) && (isBlocked(emulated) || isDoneElsewhere)) {
    return 'contradiction';
  }
  if (same(native, emulated)) return null;
  if (native.ok && !emulated.ok) return orderFree || !isBlocked(emulated) ? null : 'order';
  if (!same(native, predicted)) return null;
  if (comparison.losesBoth) return 'overlap';
  if (comparison.leavesOrphans) return 'orphan';
  if (!native.ok && (isDoneElsewhere || (!orderFree && comparison.comesRound))) return 'onTheWay';
  const mayDifferInLetters = (comparison.inLetters && comparison.peculiar) || comparison.followsWhole;
  return mayDifferInLetters && comparison.alikeButForLetters ? 'peculiar' : null;
}

function isBlocked(outcome: Outcome): boolean {
  return !outcome.ok && outcome.why.startsWith('plan.blocked');
}

export function same(a: Outcome, b: Outcome): boolean {
  return a.ok && b.ok ? JSON.stringify(a.rows) === JSON.stringify(b.rows) : a.ok === b.ok;
}
