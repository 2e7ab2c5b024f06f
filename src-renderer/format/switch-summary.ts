import { countText, quantity } from '../../src-main/model/count-text.ts';
import type { MigrationPlan } from '../../src-main/model/migration.ts';
import type { RelationModel } from '../../src-main/model/relation.ts';

/** "18 foreign keys dropped, 1 stays as it is". */
export function switchSummary({ relations }: Pick<MigrationPlan, 'relations'>): string {
  const count = (change: string) => relations.filter((each) => each.change === change).length;
  const parts = [
    [count('drop'), 'foreign key dropped', 'foreign keys dropped'],
    [count('add'), 'foreign key added', 'foreign keys added'],
    [count('keep'), 'stays as it is', 'stay as they are'],
    [count('cannot'), 'cannot be switched', 'cannot be switched'],
  ] as const;
  const said = parts
    .filter(([number]) => number > 0)
    .map(([number, one, many]) => quantity(number, one, many));
  return said.length === 0 ? 'no relations' : said.join(', ');
}

/** What is in the database after a switch. */
export function switchResult({ relations }: Pick<RelationModel, 'relations'>): string {
  const emulated = relations.filter(({ state }) => state === 'emulated').length;
  const keys = relations.filter(({ state }) => state !== 'emulated' && state !== 'stale').length;
  const verb = keys === 1 ? 'is' : 'are';
  return `Done: ${quantity(keys, 'foreign key')} ${verb} now in the database, ${countText(emulated)} emulated.`;
}
