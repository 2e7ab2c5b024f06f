import type { Finding, FindingKind, Severity } from '../../src-main/model/finding.ts';

/** null, and an empty search: whatever it is. */
export type FindingFilter = {
  readonly severity: Severity | null;
  readonly kind: FindingKind | null;
  readonly search: string;
};

export const allFindings: FindingFilter = { severity: null, kind: null, search: '' };

/** All words of the search occur in what a finding says. */
export function filterFindings(
  findings: readonly Finding[],
  { severity, kind, search }: FindingFilter,
): readonly Finding[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return findings.filter((finding) => {
    if (severity !== null && finding.severity !== severity) return false;
    if (kind !== null && finding.kind !== kind) return false;
    const text = `${finding.message}\n${finding.relation ?? ''}\n${finding.table.name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
