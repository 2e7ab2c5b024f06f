import type { MigrationPlan } from '../../src-main/model/migration.ts';
import type { RelationModel } from '../../src-main/model/relation.ts';
import { counted, listText, t } from '../text/text.ts';

const parts = [
  ['drop', 'modeSwitch.dropped'],
  ['add', 'modeSwitch.added'],
  ['keep', 'modeSwitch.kept'],
  ['cannot', 'modeSwitch.cannot'],
] as const;

/** "18 foreign keys dropped, 1 stays as it is". */
export function switchSummary({ relations }: Pick<MigrationPlan, 'relations'>): string {
  const said = parts.flatMap(([change, key]) => {
    const count = relations.filter((each) => each.change === change).length;
    return count === 0 ? [] : [counted(key, count)];
  });
  return said.length === 0 ? t('modeSwitch.noRelations') : listText(said, 'unit');
}

/** What is in the database after a switch. */
export function switchResult({ relations }: Pick<RelationModel, 'relations'>): string {
  const emulated = relations.filter(({ state }) => state === 'emulated').length;
  const keys = relations.filter(({ state }) => state !== 'emulated' && state !== 'stale').length;
  return counted('modeSwitch.result', emulated, { keys: counted('modeSwitch.keysAre', keys) });
}
