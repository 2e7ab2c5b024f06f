import type { AuditEvent } from '../contract/results.ts';
import { duplicateKeys } from '../dialects/sql/duplicate-keys.ts';
import { catalogFindings } from '../engine/audit/catalog-findings.ts';
import { validatable } from '../engine/audit/not-validated.ts';
import type { AuditQuestion } from '../engine/audit/question.ts';
import { effectiveRelations } from '../engine/effective-relations.ts';
import { AppError } from '../model/error.ts';
import { type Finding, severities } from '../model/finding.ts';
import { tableText } from '../model/identity.ts';
import type { Relation } from '../model/relation.ts';
import { emittedEvents } from './emitted-events.ts';
import { findOrphansOf } from './find-orphans.ts';
import type { OpenConnection } from './open-connection.ts';

/** `relations`: ids; absent: all. `sample`: so many rows of each table are looked at; absent or false: all. */
export type AuditRequest = {
  readonly relations?: readonly string[] | undefined;
  readonly sample?: boolean | number | undefined;
  /** Whether a relation that cannot be looked at is told, and the others still are. Absent: it ends the audit. */
  readonly keepGoing?: boolean | undefined;
};

export type Audit = (
  connection: OpenConnection,
  asked: AuditRequest,
  signal?: AbortSignal,
) => AsyncGenerator<AuditEvent, readonly Finding[]>;

/** Rows that a quick look takes in, unless it is told otherwise. */
const quickLook = 10_000;

/** Looks for all that is wrong, or may go wrong, with the relations of a database. Writes nothing. */
export function createAudit(): Audit {
  return (connection, asked, signal) =>
    emittedEvents<AuditEvent, readonly Finding[]>((emit) => runAudit(connection, asked, emit, signal));
}

async function runAudit(
  connection: OpenConnection,
  asked: AuditRequest,
  emit: (event: AuditEvent) => void,
  signal: AbortSignal | undefined,
): Promise<readonly Finding[]> {
  const { model, database } = connection;
  const wanted = wantedOf(model.relations, asked.relations);
  const looked = asked.sample === true ? quickLook : asked.sample === false ? null : (asked.sample ?? null);
  const sound = wanted.filter(({ state }) => state !== 'stale');
  const findings: Finding[] = [];
  const whole = new Set<string>();
  const session = await database.session();
  try {
    for (const [done, relation] of sound.entries()) {
      emit({ kind: 'progress', done, of: sound.length, relation: relation.id });
      const found = await findOrphansOf(connection, session, relation, looked, signal).catch(
        (error: unknown) => {
          if (asked.keepGoing !== true || !isOfOneRelation(error)) throw error;
          emit({ kind: 'failed', relation: relation.id, message: error.message });
          return null;
        },
      );
      if (found === null) continue;
      if (found.length === 0 && looked === null) whole.add(relation.id);
      findings.push(...found);
    }
  } finally {
    await session.release();
  }
  emit({ kind: 'progress', done: sound.length, of: sound.length, relation: null });
  const others = fromCatalog(connection, asked.relations).map((finding) =>
    whole.has(finding.relation ?? '') ? validatable(finding) : finding,
  );
  return [...others, ...findings].toSorted(worstFirst);
}

/** Not a failure that every other relation would meet, too. */
function isOfOneRelation(error: unknown): error is AppError {
  return error instanceof AppError && error.code !== 'cancelled' && error.code !== 'connection.lost';
}

function wantedOf(relations: readonly Relation[], ids: readonly string[] | undefined): readonly Relation[] {
  if (ids === undefined) return relations;
  const unknown = ids.find((id) => !relations.some((relation) => relation.id === id));
  if (unknown !== undefined) throw new AppError('request.invalid', `There is no relation ${unknown}.`);
  return relations.filter(({ id }) => ids.includes(id));
}

function fromCatalog(connection: OpenConnection, ids: readonly string[] | undefined): readonly Finding[] {
  const { dialect, model } = connection;
  return catalogFindingsOf(connection)
    .filter(({ relation }) => ids === undefined || (relation !== null && ids.includes(relation)))
    .map((finding) => {
      const relation = model.relations.find(({ id }) => id === finding.relation);
      if (finding.kind !== 'parentKeyNotUnique' || relation === undefined) return finding;
      return { ...finding, sql: duplicateKeys(dialect.sql, relation.parent, null).text };
    });
}

/** What the catalog alone tells, of all relations. */
export function catalogFindingsOf(connection: OpenConnection): readonly Finding[] {
  return catalogFindings(questionOf(connection));
}

function questionOf({ dialect, catalog, file, model }: OpenConnection): AuditQuestion {
  const { info, foreignKeys, audit, cascadeDepth } = dialect;
  const acting = effectiveRelations(model, info);
  const { parentKey, typeRefusal } = foreignKeys;
  return {
    catalog,
    file,
    model,
    acting,
    rules: { actions: info.actions, parentKey, typeRefusal, cascadeDepth, ...audit },
  };
}

function worstFirst(a: Finding, b: Finding): number {
  const rank = ({ severity }: Finding) => severities.indexOf(severity);
  const key = ({ table, id }: Finding) => `${tableText(table)}\n${id}`;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  return key(a) < key(b) ? -1 : 1;
}
