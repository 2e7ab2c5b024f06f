import type { ForeignKey } from '../model/catalog.ts';
import { type ChosenRepair, plainRepairs } from '../model/finding.ts';
import type { Decision, MigrationPlan } from '../model/migration.ts';
import type { Blocker, Warning } from '../model/plan.ts';
import type { Relation, RelationSide } from '../model/relation.ts';
import type { KeptRelation } from '../model/relation-file.ts';
import { plainRepairsOf } from './audit/orphan-repairs.ts';
import type { indexMaker } from './new-index.ts';
import { keyedForeignKeys } from './relation-graph.ts';
import { answerOf } from './switch-decisions.ts';
import { obstacles } from './switch-obstacles.ts';
import type { PlannedRelations, SwitchQuestion } from './switch-question.ts';
import { waysPast } from './switch-ways.ts';

/** Every kept relation becomes a foreign key; what cannot stays in the relation file, if the user says so. */
export function toForeignKeys(
  question: SwitchQuestion,
  makeIndex: ReturnType<typeof indexMaker>,
): PlannedRelations {
  const { catalog, file, model, rules } = question;
  const existing = keyedForeignKeys(catalog.foreignKeys);
  const kept = new Map(file.relations.map((relation) => [relation.id, relation]));
  const outcomes = model.relations.map((relation) => {
    const toAdd = existing.has(relation.id) ? undefined : kept.get(relation.id);
    return toAdd === undefined ? alreadyThere(relation) : outcome(question, relation, toAdd);
  });
  const added = outcomes.flatMap(({ planned }) => (planned.change === 'add' ? planned.relation : []));
  const addedIds = new Set(added.map(({ id }) => id));
  const madeUnique = outcomes.flatMap(({ makesUnique }) => makesUnique ?? []);
  return {
    relations: outcomes.map(({ planned }) => planned),
    decisions: outcomes.flatMap(({ decisions }) => decisions),
    blockers: [...serverBlocker(rules.unsupported, added), ...outcomes.flatMap(({ blockers }) => blockers)],
    warnings: [
      ...model.warnings.filter(({ relation }) => relation !== null && kept.has(relation)),
      ...outcomes.flatMap(({ warnings }) => warnings),
    ],
    repairs: outcomes.flatMap(({ repair }) => repair ?? []),
    uniqueIndexes: [...new Map(madeUnique.map((side) => [JSON.stringify(side), side])).values()].map((side) =>
      makeIndex(side.table, side.columns, true),
    ),
    keys: file.relations
      .filter(({ id }) => addedIds.has(id))
      .sort(byAge)
      .map(asForeignKey),
    kept: file.relations.filter(({ id }) => !addedIds.has(id) && !existing.has(id)),
  };
}

type Outcome = {
  readonly planned: MigrationPlan['relations'][number];
  readonly decisions: readonly Decision[];
  readonly blockers: readonly Blocker[];
  readonly warnings: readonly Warning[];
  /** Referenced columns that get a unique index. */
  readonly makesUnique: RelationSide | null;
  /** What becomes of its orphans; null: it has none, or they stay. */
  readonly repair: ChosenRepair | null;
};

function settled(relation: Relation, change: 'add' | 'keep' | 'cannot', reason: string | null): Outcome {
  return {
    planned: { relation, change, reason },
    decisions: [],
    blockers: [],
    warnings: [],
    makesUnique: null,
    repair: null,
  };
}

function alreadyThere(relation: Relation): Outcome {
  return settled(relation, 'keep', 'Its foreign key exists already.');
}

function outcome(question: SwitchQuestion, relation: Relation, kept: KeptRelation): Outcome {
  const { catalog, rules, findings, model } = question;
  if (relation.state === 'stale') {
    const warning = model.warnings.find((candidate) => candidate.relation === relation.id);
    return settled(relation, 'cannot', warning?.message ?? 'A column of it is gone.');
  }
  const found = obstacles(relation, asForeignKey(kept), catalog.tables, rules, findings.get(relation.id));
  if (found.length === 0) return settled(relation, 'add', null);
  const repairs = plainRepairsOf(relation, catalog.tables, model.relations);
  const asked = waysPast(relation, found, question.duplicates.get(relation.id) ?? null, repairs);
  const answers = asked.map((way) => ({ ...way, answer: answerOf(question.decisions, way.decision) }));
  const decisions = asked.map(({ decision }) => decision);
  const reason = found.map(({ message }) => message).join(' ');
  if (answers.some(({ answer }) => answer === 'leave')) {
    const message = `Left without a foreign key: ${reason}`;
    const warnings = [{ rule: 'leftOut', relation: relation.id, message }];
    return { ...settled(relation, 'cannot', reason), decisions, warnings };
  }
  const blockers = answers.flatMap(({ answer, against }) => (answer === 'stop' ? against : []));
  const makesUnique = answers.some(({ answer }) => answer === 'unique') ? relation.parent : null;
  const by = plainRepairs.find((way) => answers.some(({ answer }) => answer === way));
  const repair = by === undefined ? null : { relation: relation.id, by };
  const change = blockers.length === 0 ? 'add' : 'cannot';
  const left = blockers.map(({ message }) => message).join(' ');
  return {
    ...settled(relation, change, left === '' ? null : left),
    decisions,
    blockers,
    makesUnique,
    repair,
  };
}

function serverBlocker(unsupported: string | null, added: readonly Relation[]): Blocker[] {
  const [first] = added;
  if (unsupported === null || first === undefined) return [];
  const { table } = first.child;
  const rule = 'actionUnsupported';
  const found = { count: 0, exact: true, sample: [], ways: [] };
  return [{ rule, relation: null, table, ...found, message: unsupported }];
}

/** In their old order, on which engines let the outcome of a delete depend; what never was a key comes last. */
function byAge(a: KeptRelation, b: KeptRelation): number {
  const age = ({ foreignKey }: KeptRelation) => foreignKey?.position ?? Number.POSITIVE_INFINITY;
  return age(a) === age(b) ? (a.id < b.id ? -1 : 1) : age(a) - age(b);
}

/** The key it was; for a declared relation the plainest key that enforces it, which the engine names. */
function asForeignKey({ child, parent, onDelete, onUpdate, foreignKey }: KeptRelation): ForeignKey {
  if (foreignKey !== null) return { ...foreignKey, onDelete, onUpdate, enforced: true };
  return {
    name: null,
    table: child.table,
    columns: child.columns,
    parent: parent.table,
    parentColumns: parent.columns,
    onDelete,
    onUpdate,
    match: 'simple',
    deferrable: 'no',
    setColumns: null,
    validated: true,
    enforced: true,
    position: Number.MAX_SAFE_INTEGER,
  };
}
