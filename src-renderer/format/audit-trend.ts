import type { Finding } from '../../src-main/model/finding.ts';
import { counted, listText, momentText, numberText, t } from '../text/text.ts';

/** What is kept of an audit, to compare the next one with: findings by id with their rows. */
export type KeptAudit = {
  /** ISO 8601. */
  readonly at: string;
  /** null: it is not about rows. */
  readonly counts: Readonly<Record<string, number | null>>;
};

export type Trend = {
  readonly since: string;
  /** Number of findings that are there no more. */
  readonly gone: number;
  /** Ids of the findings that are new. */
  readonly fresh: ReadonlySet<string>;
  readonly orphans: { readonly before: number; readonly now: number };
};

export function keepAudit(at: string, findings: readonly Finding[]): KeptAudit {
  return { at, counts: Object.fromEntries(findings.map(({ id, count }) => [id, count])) };
}

/** Relations that could not be looked at this time are left out: nothing is known of them. */
export function trendOf(
  before: KeptAudit,
  findings: readonly Finding[],
  notLookedAt: readonly string[] = [],
): Trend {
  const skipped = new Set(notLookedAt.map((relation) => `orphans:${relation}`));
  const now = new Map(findings.map(({ id, count }) => [id, count]));
  const known = Object.entries(before.counts).filter(([id]) => !skipped.has(id));
  return {
    since: before.at,
    gone: known.filter(([id]) => !now.has(id)).length,
    fresh: new Set([...now.keys()].filter((id) => !Object.hasOwn(before.counts, id))),
    orphans: { before: orphansIn(known), now: orphansIn([...now]) },
  };
}

function orphansIn(counts: readonly (readonly [string, number | null])[]): number {
  return counts.reduce((sum, [id, count]) => (id.startsWith('orphans:') ? sum + (count ?? 0) : sum), 0);
}

/** "3 findings gone, 1 new, orphans 120 → 14" */
export function trendText({ gone, fresh, orphans }: Trend): string {
  const parts = [
    ...(gone === 0 ? [] : [counted('integrity.trend.gone', gone)]),
    ...(fresh.size === 0 ? [] : [counted('integrity.trend.fresh', fresh.size)]),
    ...(orphans.before === orphans.now
      ? []
      : [
          t('integrity.trend.orphans', {
            before: numberText(orphans.before),
            now: numberText(orphans.now),
          }),
        ]),
  ];
  return parts.length === 0 ? t('integrity.trend.same') : listText(parts, 'unit');
}

export function trendLabel({ since }: Trend): string {
  return t('integrity.trend.label', { at: momentText(since) });
}

export function isKeptAudit(value: unknown): value is KeptAudit {
  return (
    typeof value === 'object' &&
    value !== null &&
    'at' in value &&
    typeof value.at === 'string' &&
    'counts' in value &&
    typeof value.counts === 'object' &&
    value.counts !== null &&
    Object.values(value.counts).every((count) => count === null || typeof count === 'number')
  );
}
