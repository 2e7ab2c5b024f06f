/** Counts what was executed, what agreed, and why the rest was not executed; keeps the first differences. */
export function createTally() {
  const notApplicable = new Map<string, string[]>();
  const differences: string[] = [];
  let executed = 0;
  let known = 0;
  return {
    agrees: () => {
      executed += 1;
    },
    differs(what: string): void {
      executed += 1;
      differences.push(what);
    },
    /** Differs as is known and written down, and was refused or warned about. */
    knownDifference(): void {
      executed += 1;
      known += 1;
    },
    leavesOut(reason: string, what: string): void {
      notApplicable.set(reason, [...(notApplicable.get(reason) ?? []), what]);
    },
    differences,
    report(title: string): string {
      const left = [...notApplicable].map(
        ([reason, which]) => `    ${which.length} not applicable: ${reason}: ${which.join(' ')}`,
      );
      const all = [...notApplicable.values()].reduce((sum, which) => sum + which.length, executed);
      const agreed = executed - differences.length - known;
      return [
        `${title}: of ${all} ${executed} executed, ${agreed} agreed, ${known} refused or warned about as listed, ${differences.length} differ`,
        ...left,
      ].join('\n');
    },
  };
}

export type Tally = ReturnType<typeof createTally>;
