import type { Table } from '../model/catalog.ts';
import { sameTable } from '../model/identity.ts';
import type { Blocker, ChangePlan, Warning } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';
import type { FoundRows, RowSets } from '../model/row-sets.ts';
import {
  failedCheckText,
  generatedKeyText,
  uncertainCheckText,
  writesGeneratedText,
} from './blocker-text.ts';
import type { Effects } from './effects.ts';
import { mentions } from './mentions.ts';

type Parts = {
  readonly tables: readonly Table[];
  /** With their effective actions. */
  readonly relations: readonly Relation[];
  readonly enforcedBy: ChangePlan['enforcedBy'];
  readonly sets: RowSets;
  readonly effects: Effects;
};

type Found = { readonly blockers: readonly Blocker[]; readonly warnings: readonly Warning[] };

/**
 * What expressions of the database make of the final rows: checks that would fail, and generated columns that cannot be
 * written or that other rows reference. What cannot be told is a warning.
 */
export async function judgeExpressions(parts: Parts): Promise<Found> {
  const blockers: Blocker[] = [];
  const warnings: Warning[] = [];
  for (const table of parts.tables) {
    const effects = parts.effects.all().filter((effect) => sameTable(effect.table, table));
    const inserted = effects.some(({ action }) => action === 'insert');
    const set = new Set(effects.flatMap(({ action, columns }) => (action === 'update' ? [...columns] : [])));
    if (!inserted && set.size === 0) continue;
    const generated = dependent(table, set, inserted);
    const { checks = [] } = table;
    for (const check of checks) {
      if (mentions(check.expression, generated)) warnings.push(uncertain(uncertainCheckText(table, check)));
      else if (inserted || mentions(check.expression, set)) {
        const rows = await parts.sets.failing(table, check);
        if (rows === null) warnings.push(uncertain(uncertainCheckText(table, check)));
        else if (rows.count > 0)
          blockers.push(blockerOf('check', null, table, rows, failedCheckText(table, check, rows)));
      }
    }
    blockers.push(...(await written(parts, table)));
    const found = keyed(parts, table, generated, set.size > 0);
    blockers.push(...found.blockers);
    warnings.push(...found.warnings);
  }
  return { blockers, warnings };
}

/** Generated columns that come to something else when the columns are set, or a row is new. */
function dependent(table: Table, set: ReadonlySet<string>, inserted: boolean): ReadonlySet<string> {
  const generated = table.columns.filter((column) => column.generated !== null);
  const found = new Set<string>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const { name, expression } of generated) {
      const changed = [...set, ...found];
      if (inserted || expression === undefined || mentions(expression, changed)) found.add(name);
    }
  }
  return found;
}

/** Actions that would write a generated column, which no database does. */
async function written({ effects, relations, sets }: Parts, table: Table): Promise<readonly Blocker[]> {
  const blockers: Blocker[] = [];
  for (const { id, action, cause, columns } of effects.all()) {
    const column = table.columns.find(({ name, generated }) => generated !== null && columns.has(name));
    const relation = relations.find((one) => one.id === cause?.relation && sameTable(one.child.table, table));
    if (action !== 'update' || column === undefined || relation === undefined) continue;
    const count = (await sets.counts(table)).get(id) ?? 0;
    if (count === 0) continue;
    const sample = (await sets.sample(table, 'update', id)).flatMap(({ before }) =>
      before === null ? [] : [before],
    );
    const rows = { count, exact: true, sample };
    blockers.push(
      blockerOf('actionUnsupported', relation, table, rows, writesGeneratedText(relation, column, rows)),
    );
  }
  return blockers;
}

/** Generated columns by which rows reference or are referenced: nobody but the database knows what they come to. */
function keyed(
  { relations, enforcedBy }: Parts,
  table: Table,
  generated: ReadonlySet<string>,
  updated: boolean,
): Found {
  const blockers: Blocker[] = [];
  const warnings: Warning[] = [];
  for (const relation of relations) {
    // A new row is referenced by nothing yet.
    const sides = [relation.child, ...(updated ? [relation.parent] : [])].filter((side) =>
      sameTable(side.table, table),
    );
    const column = sides.flatMap(({ columns }) => columns).find((name) => generated.has(name));
    if (column === undefined) continue;
    const message = generatedKeyText(table, column, relation, enforcedBy);
    if (enforcedBy === 'database') warnings.push({ ...uncertain(message), relation: relation.id });
    else blockers.push(blockerOf('actionUnsupported', relation, table, none, message));
  }
  return { blockers, warnings };
}

const none: FoundRows = { count: 0, exact: true, sample: [] };

function uncertain(message: string): Warning {
  return { rule: 'uncertain', relation: null, message };
}

function blockerOf(
  rule: Blocker['rule'],
  relation: Relation | null,
  { schema, name }: Table,
  rows: FoundRows,
  message: string,
): Blocker {
  return { rule, relation: relation?.id ?? null, table: { schema, name }, ...rows, message, ways: [] };
}
