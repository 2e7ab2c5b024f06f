import { tableText } from '../../model/identity.ts';
import type { EvidenceRule, Suggestion, ValueShares } from '../../model/suggestion.ts';
import type { Candidate } from './candidates.ts';

/** Values alone prove little: small numbers are found in any table that is numbered. */
const most: Readonly<Record<EvidenceRule, number>> = {
  namesTable: 0.99,
  sameColumns: 0.97,
  namesPart: 0.95,
  namesOwnTable: 0.95,
  alike: 0.7,
  sameType: 0.5,
};

/** Less is no suggestion: most values are not there. */
const leastFound = 0.5;
/** A column references one table as a rule: the others that it could reference are worth less. */
const besides = 0.6;

/** The candidates with what their rows say, the likeliest first. `values` null: nobody looked, or there are none. */
export function rank(
  checked: readonly { readonly candidate: Candidate; readonly values: ValueShares | null }[],
): readonly Suggestion[] {
  const suggestions = checked.flatMap(({ candidate, values }): Suggestion[] => {
    const { child, parent, evidence } = candidate;
    if (values !== null && values.found < values.distinct * leastFound) return [];
    // Values that are not looked at leave a relation by types alone without any ground.
    if (values === null && evidence === 'sameType') return [];
    return [
      {
        child,
        parent,
        evidence,
        values,
        confidence: confidence(candidate, values),
        message: message(candidate, values),
      },
    ];
  });
  const sorted = suggestions.toSorted((a, b) => b.confidence - a.confidence);
  const taken = new Set<string>();
  return sorted
    .map((suggestion) => {
      const column = JSON.stringify(suggestion.child);
      if (!taken.has(column)) {
        taken.add(column);
        return suggestion;
      }
      return { ...suggestion, confidence: rounded(suggestion.confidence * besides) };
    })
    .toSorted((a, b) => b.confidence - a.confidence);
}

function confidence({ likely, evidence }: Candidate, values: ValueShares | null): number {
  if (values === null || values.distinct === 0) return rounded(likely * 0.8);
  const share = values.found / values.distinct;
  if (share < 1) return rounded(likely * share ** 3);
  const weight = Math.min(1, values.distinct / 20);
  return rounded(likely + (most[evidence] - likely) * (0.5 + weight / 2));
}

function rounded(share: number): number {
  return Math.round(share * 100) / 100;
}

const reasons: Readonly<Record<EvidenceRule, (candidate: Candidate) => string>> = {
  namesTable: ({ child, parent }) => `${child.columns.join(', ')} names the table ${tableText(parent.table)}`,
  sameColumns: ({ child, parent }) =>
    `${child.columns.join(', ')} is called like the key of ${tableText(parent.table)}`,
  namesPart: ({ child, parent }) =>
    `${child.columns.join(', ')} names a part of ${tableText(parent.table)} or is a part of its name`,
  namesOwnTable: ({ child, parent }) =>
    `${child.columns.join(', ')} speaks of another row of ${tableText(parent.table)}`,
  alike: ({ child, parent }) => `${child.columns.join(', ')} and ${tableText(parent.table)} begin alike`,
  sameType: ({ child, parent }) =>
    `${child.columns.join(', ')} has the type of the key of ${tableText(parent.table)}`,
};

function message(candidate: Candidate, values: ValueShares | null): string {
  const reason = reasons[candidate.evidence](candidate);
  if (values === null) return `${reason}; its rows were not looked at.`;
  if (values.rows === 0) return `${reason}; there are no values to look at.`;
  const { rows, distinct, found, orphans, sampled } = values;
  const share =
    found === distinct ? `all ${distinct} values are found` : `${found} of ${distinct} values are found`;
  const missing = orphans === 0 ? '' : `, ${orphans} rows reference nothing`;
  return `${reason}; ${share} in ${sampled ? `the first ${rows}` : `${rows}`} rows${missing}.`;
}
