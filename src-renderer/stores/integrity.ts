import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { resultOf } from '../../src-main/contract/result-of.ts';
import type { AuditEvent } from '../../src-main/contract/results.ts';
import { type Finding, severities } from '../../src-main/model/finding.ts';
import { client, toProblem } from '../client.ts';
import { isKeptAudit, type KeptAudit, keepAudit, trendOf } from '../format/audit-trend.ts';
import type { Problem } from '../format/message.ts';
import { keep, readKept } from './kept.ts';
import { useWorkbench } from './workbench.ts';

type Progress = Extract<AuditEvent, { kind: 'progress' }>;
type Failure = Extract<AuditEvent, { kind: 'failed' }>;

/** What an audit found. */
export type Audit = {
  /** When it ended (ISO 8601). */
  readonly at: string;
  /** So many rows of each table were looked at; null: all. */
  readonly sample: number | null;
  readonly findings: readonly Finding[];
  readonly failures: readonly Failure[];
  readonly relations: number;
  readonly tables: number;
  /** The one before, of the same kind; null: there was none. */
  readonly before: KeptAudit | null;
};

/** Rows of each table that a quick look takes in. */
export const quickLook = 10_000;

/** The audit of the open database, and what became of its findings since. */
export const useIntegrity = defineStore('integrity', () => {
  const audit = shallowRef<Audit | null>(null);
  const running = shallowRef(false);
  const progress = shallowRef<Progress | null>(null);
  const problem = shallowRef<Problem | null>(null);
  /** Rows were changed after the audit. */
  const outdated = shallowRef(false);
  let request: AbortController | null = null;

  const trend = computed(() => {
    if (audit.value === null || audit.value.before === null) return null;
    const { before, findings, failures } = audit.value;
    return trendOf(
      before,
      findings,
      failures.map(({ relation }) => relation),
    );
  });

  /** `sample`: rows of each table to look at; null: all. */
  async function run(sample: number | null): Promise<void> {
    if (running.value) return;
    const { relations } = useWorkbench();
    const failures: Failure[] = [];
    const findings = await look({ ...(sample === null ? {} : { sample }), keepGoing: true }, (event) => {
      if (event.kind === 'failed') failures.push(event);
    });
    if (findings === null) return;
    const at = new Date().toISOString();
    const sound = relations.filter(({ state }) => state !== 'stale');
    const tables = new Set(sound.map(({ child }) => JSON.stringify(child.table))).size;
    const place = placeOf(sample);
    const before = keptAudit(place);
    audit.value = { at, sample, findings, failures, relations: sound.length, tables, before };
    outdated.value = false;
    // Without room there is no trend, and that is all.
    if (!keep(place, keepAudit(at, findings))) localStorage.removeItem(place);
  }

  /** Looks at some relations again, after something was done about them. */
  async function refresh(relations: readonly string[]): Promise<void> {
    const held = audit.value;
    const known = useWorkbench().relations.map(({ id }) => id);
    const there = relations.filter((id) => known.includes(id));
    if (held === null || running.value) return;
    const { sample } = held;
    const asked = { relations: [...there], ...(sample === null ? {} : { sample }), keepGoing: true };
    const fresh = there.length === 0 ? [] : await look(asked);
    if (fresh === null) return;
    const others = held.findings.filter(({ relation }) => relation === null || !relations.includes(relation));
    audit.value = { ...held, findings: [...others, ...fresh].toSorted(worstFirst) };
  }

  async function look(
    asked: { relations?: string[]; sample?: number; keepGoing: boolean },
    follow: (event: AuditEvent) => void = () => {},
  ): Promise<readonly Finding[] | null> {
    const own = new AbortController();
    request = own;
    running.value = true;
    progress.value = null;
    problem.value = null;
    try {
      const connection = useWorkbench().handle();
      return await resultOf(
        client.integrity.audit({ connection, ...asked }, { signal: own.signal }),
        (event) => {
          if (event.kind === 'progress') progress.value = event;
          follow(event);
        },
      );
    } catch (error) {
      if (!own.signal.aborted) problem.value = toProblem(error);
      return null;
    } finally {
      if (request === own) {
        running.value = false;
        request = null;
      }
    }
  }

  function cancel(): void {
    request?.abort();
  }

  function clear(): void {
    cancel();
    audit.value = null;
    problem.value = null;
    outdated.value = false;
  }

  return { audit, running, progress, problem, outdated, trend, run, refresh, cancel, clear };
});

function worstFirst(a: Finding, b: Finding): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.id < b.id ? -1 : 1);
}

/** Counts of samples are only compared with counts of samples. */
function placeOf(sample: number | null): string {
  const { opened } = useWorkbench();
  return `referee.audit ${sample === null ? 'all' : 'sample'} ${opened?.dialect ?? ''} ${opened?.place ?? ''}`;
}

function keptAudit(place: string): KeptAudit | null {
  const kept = readKept(place);
  return isKeptAudit(kept) ? kept : null;
}
