import type { Table } from '../../src-main/model/catalog.ts';
import type { Finding } from '../../src-main/model/finding.ts';
import type { Relation } from '../../src-main/model/relation.ts';
import { servesLookup } from '../../src-main/model/table-indexes.ts';

/** What is wrong with a relation, besides its state. */
export type EdgeMarks = {
  /** No index helps to find the children of a row. */
  readonly missingIndex: boolean;
  /** Rows whose reference finds no parent, as the last audit found; null: none, or nobody looked. */
  readonly orphans: Orphans | null;
};
export type Orphans = { readonly count: number; readonly exact: boolean };

export const noMarks: EdgeMarks = { missingIndex: false, orphans: null };

/** What nobody keeps any more needs no index. */
export function isIndexMissing(child: Table, { child: { columns }, state, indexIgnored }: Relation): boolean {
  return (
    child.kind === 'table' && state !== 'stale' && indexIgnored !== true && !servesLookup(child, columns)
  );
}

/** By relation id. */
export function orphansOf(findings: readonly Finding[]): ReadonlyMap<string, Orphans> {
  return new Map(
    findings.flatMap(({ kind, relation, count, exact }) =>
      kind === 'orphans' && relation !== null && count !== null && count > 0
        ? [[relation, { count, exact }]]
        : [],
    ),
  );
}

/** As it stands beside the action: "!12", "!1.2K+". */
export function orphanSign({ count, exact }: Orphans): string {
  return `!${new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(count)}${exact ? '' : '+'}`;
}

export const indexSign = 'IX';
