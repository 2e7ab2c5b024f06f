import { AppError } from '../model/error.ts';
import { indexMaker } from './new-index.ts';
import { chosenOf } from './switch-decisions.ts';
import { switchDifferences } from './switch-differences.ts';
import { planIndexes } from './switch-indexes.ts';
import type { SwitchPlan, SwitchQuestion } from './switch-question.ts';
import { toForeignKeys } from './switch-to-foreign-keys.ts';
import { toPrisma } from './switch-to-prisma.ts';

/**
 * Plans a switch of the relation mode, relation by relation. What stands in its way are blockers of the plan; only a
 * request that makes no sense (`request.invalid`: the mode is in force already, a choice does not exist) throws.
 */
export function planModeSwitch(question: SwitchQuestion): SwitchPlan {
  const { model, to } = question;
  if (model.mode === to) {
    throw new AppError('request.invalid', `The relation mode is ${to} already.`);
  }
  const makeIndex = indexMaker(question.catalog);
  const planned = to === 'prisma' ? toPrisma(question) : toForeignKeys(question, makeIndex);
  const { uniqueIndexes, ...rest } = planned;
  const found = planIndexes(question, planned.relations, makeIndex);
  return {
    from: model.mode,
    to,
    ...rest,
    chosen: chosenOf(question.decisions, question.rules.decisions),
    decisions: [...question.rules.decisions, ...planned.decisions, ...found.decisions],
    indexes: [...uniqueIndexes, ...found.indexes],
    differences: switchDifferences(question, planned.relations),
  };
}
