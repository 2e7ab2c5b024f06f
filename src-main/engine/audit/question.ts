import type { Catalog, Column, Table } from '../../model/catalog.ts';
import type { DialectInfo } from '../../model/dialect-info.ts';
import type { Finding } from '../../model/finding.ts';
import { sameTable } from '../../model/identity.ts';
import type { Relation, RelationModel, RelationSide } from '../../model/relation.ts';
import type { RelationFile } from '../../model/relation-file.ts';

/** What an engine says of relations. */
export type AuditRules = {
  readonly actions: DialectInfo['actions'];
  /** What referenced columns must be: a key (in any order), or the leftmost columns of an index. */
  readonly parentKey: 'unique' | 'indexed';
  /** Why the engine refuses a key between two columns of these types, as a sentence; null: it does not. */
  typeRefusal(child: Column, parent: Column): string | null;
  /** What is to be known of two types between which the engine allows a key, as a sentence; null: nothing. */
  typeDifference(child: Column, parent: Column): string | null;
  /** How many tables a chain of cascades may take; null: any number. */
  readonly cascadeDepth: number | null;
  /** Why the engine refuses an update that this relation is to follow, as a sentence; null: it does not. */
  ignoredUpdate(relation: Relation): string | null;
};

/** All that the findings start from which need no look at rows. */
export type AuditQuestion = {
  readonly catalog: Pick<Catalog, 'tables'>;
  readonly file: Pick<RelationFile, 'relations'>;
  /** In the mode in force. */
  readonly model: RelationModel;
  /** The relations that act, with their effective actions. */
  readonly acting: readonly Relation[];
  readonly rules: AuditRules;
};

/** What an audit makes of a question: one rule for each kind of finding. */
export type AuditRule = (question: AuditQuestion) => readonly Finding[];

/** A finding about one relation; `detail` tells it from others of its kind on the same relation. */
export function findingOn(
  relation: Pick<Relation, 'id' | 'child'>,
  given: Pick<Finding, 'kind' | 'severity' | 'message'> & Partial<Finding>,
  detail = '',
): Finding {
  return {
    id: `${given.kind}:${relation.id}${detail === '' ? '' : `:${detail}`}`,
    relation: relation.id,
    table: relation.child.table,
    ...plain,
    ...given,
  };
}

/** What a finding has that neither counts rows nor can be repaired. */
const plain = { count: null, exact: true, sample: [], sql: null, repairs: [] } as const;

/** A finding about several relations, known by one table. */
export function findingAt(
  table: Finding['table'],
  given: Pick<Finding, 'kind' | 'severity' | 'message'>,
): Finding {
  const { schema, name } = table;
  return {
    id: `${given.kind}:${schema === '' ? name : `${schema}.${name}`}`,
    relation: null,
    table: { schema, name },
    ...plain,
    ...given,
  };
}

/** The columns of one side, in key order; undefined where they are gone. */
export function columnsOf(
  tables: readonly Table[],
  { table: ref, columns }: RelationSide,
): readonly (Column | undefined)[] {
  const table = tables.find((candidate) => sameTable(candidate, ref));
  return columns.map((name) => table?.columns.find((column) => column.name === name));
}

/** The relations that are not stale. */
export function sound({ model }: AuditQuestion): readonly Relation[] {
  return model.relations.filter(({ state }) => state !== 'stale');
}
