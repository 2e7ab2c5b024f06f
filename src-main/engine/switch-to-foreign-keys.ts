import type { ForeignKey } from '../model/catalog.ts';
import { AppError } from '../model/error.ts';
import type { Decision, MigrationPlan } from '../model/migration.ts';
import type { Blocker, Warning } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';
import type { KeptRelation } from '../model/relation-file.ts';
import { keyedForeignKeys } from './relation-graph.ts';
import { obstacles } from './switch-obstacles.ts';
import type { SwitchPlan, SwitchQuestion } from './switch-question.ts';

/** Every kept relation becomes a foreign key; what cannot stays in the relation file, if the user says so. */
export function toForeignKeys(question: SwitchQuestion): Omit<SwitchPlan, 'from' | 'to' | 'differences'> {
  const { catalog, file, model, rules } = question;
  const existing = keyedForeignKeys(catalog.foreignKeys);
  const kept = new Map(file.relations.map((relation) => [relation.id, relation]));
  const outcomes = model.relations.map((relation) => {
    const toAdd = existing.has(relation.id) ? undefined : kept.get(relation.id);
    return toAdd === undefined ? alreadyThere(relation) : outcome(question, relation, toAdd);
  });
  const added = outcomes.flatMap(({ planned }) => (planned.change === 'add' ? planned.relation : []));
  const addedIds = new Set(added.map(({ id }) => id));
  return {
    relations: outcomes.map(({ planned }) => planned),
    decisions: outcomes.flatMap(({ decision }) => decision ?? []),
    blockers: [...serverBlocker(rules.unsupported, added), ...outcomes.flatMap(({ blockers }) => blockers)],
    warnings: [
      ...model.warnings.filter(({ relation }) => relation !== null && kept.has(relation)),
      ...outcomes.flatMap(({ warnings }) => warnings),
    ],
    keys: file.relations
      .filter(({ id }) => addedIds.has(id))
      .sort(byAge)
      .map(asForeignKey),
    kept: file.relations.filter(({ id }) => !addedIds.has(id) && !existing.has(id)),
  };
}

type Outcome = {
  readonly planned: MigrationPlan['relations'][number];
  readonly decision: Decision | null;
  readonly blockers: readonly Blocker[];
  readonly warnings: readonly Warning[];
};

function settled(relation: Relation, change: 'add' | 'keep' | 'cannot', reason: string | null): Outcome {
  return { planned: { relation, change, reason }, decision: null, blockers: [], warnings: [] };
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
  const reason = found.map(({ message }) => message).join(' ');
  const decision = leaveOrStop(relation, reason);
  const leave = answer(question, decision) === 'leave';
  return {
    planned: { relation, change: 'cannot', reason },
    decision,
    blockers: leave ? [] : found,
    warnings: leave
      ? [{ rule: 'leftOut', relation: relation.id, message: `Left without a foreign key: ${reason}` }]
      : [],
  };
}

function leaveOrStop(relation: Relation, reason: string): Decision {
  return {
    id: `leave:${relation.id}`,
    relation: relation.id,
    question: `${reason} Go on without this foreign key?`,
    choices: [
      { id: 'stop', label: 'Stop, this must be mended first' },
      { id: 'leave', label: 'Leave it out: it stays in the relation file, declared but not enforced' },
    ],
    default: 'stop',
  };
}

function answer({ decisions }: SwitchQuestion, decision: Decision): string | null {
  if (!Object.hasOwn(decisions, decision.id)) return decision.default;
  const given = decisions[decision.id];
  const choice = decision.choices.find(({ id }) => id === given);
  if (choice !== undefined) return choice.id;
  const choices = decision.choices.map(({ id }) => id).join(' or ');
  throw new AppError('request.invalid', `The decision ${decision.id} must be ${choices}, not "${given}".`);
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
