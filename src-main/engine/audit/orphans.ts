import type { Table } from '../../model/catalog.ts';
import type { Finding } from '../../model/finding.ts';
import type { Relation } from '../../model/relation.ts';
import type { FoundRows } from '../../model/row-sets.ts';
import { orphansText } from '../orphans-text.ts';
import { orphanRepairsOf } from './orphan-repairs.ts';
import { findingOn } from './question.ts';

/** Rows whose reference finds no parent. `sql`: shows them. */
export function orphansFinding(
  relation: Relation,
  rows: FoundRows,
  sql: string,
  tables: readonly Table[],
  relations: readonly Relation[],
): Finding {
  const { count, exact, sample } = rows;
  const repairs = orphanRepairsOf(relation, tables, relations);
  const message = orphansText(relation, rows);
  return findingOn(relation, {
    kind: 'orphans',
    severity: 'error',
    message,
    count,
    exact,
    sample,
    sql,
    repairs,
  });
}
