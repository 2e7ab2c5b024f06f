import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src-main/model/finding.ts';
import { isKeptAudit, keepAudit, trendOf, trendText } from '../../../src-renderer/format/audit-trend.ts';

const finding = (id: string, count: number | null): Finding => ({
  id,
  kind: id.startsWith('orphans:') ? 'orphans' : 'missingIndex',
  severity: 'error',
  relation: id.split(':')[1] ?? null,
  table: { schema: '', name: 'a' },
  count,
  exact: true,
  sample: [],
  message: '',
  sql: null,
  repairs: [],
});
const before = keepAudit('2026-01-01T00:00:00.000Z', [
  finding('orphans:r', 120),
  finding('orphans:s', 5),
  finding('missingIndex:r', null),
]);

describe('the trend since the last audit', () => {
  it('tells what is gone, what is new, and how many orphans there were', () => {
    const trend = trendOf(before, [finding('orphans:r', 14), finding('missingIndex:t', null)]);
    expect(trend).toEqual({
      since: before.at,
      gone: 2,
      fresh: new Set(['missingIndex:t']),
      orphans: { before: 125, now: 14 },
    });
    expect(trendText(trend)).toBe('2 findings gone, 1 new, orphans 125 → 14');
  });

  it('says that nothing changed where nothing did', () => {
    const same = [finding('orphans:r', 120), finding('orphans:s', 5), finding('missingIndex:r', null)];
    expect(trendText(trendOf(before, same))).toBe('nothing changed');
  });

  it('leaves out the relations that could not be looked at', () => {
    const trend = trendOf(before, [finding('orphans:r', 120), finding('missingIndex:r', null)], ['s']);
    expect(trend).toMatchObject({ gone: 0, orphans: { before: 120, now: 120 } });
  });

  it('is taken from what was kept only if that is still understood', () => {
    expect(isKeptAudit(JSON.parse(JSON.stringify(before)))).toBe(true);
    for (const other of [null, 'x', {}, { at: 1, counts: {} }, { at: '', counts: { a: 'many' } }])
      expect(isKeptAudit(other)).toBe(false);
  });
});
