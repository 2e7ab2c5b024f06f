import { AppError } from '../model/error.ts';
import { indexWarnings } from './missing-index.ts';
import { switchDifferences } from './switch-differences.ts';
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
  const planned = to === 'prisma' ? toPrisma(question) : toForeignKeys(question);
  const concerned = planned.relations.map(({ relation }) => relation);
  return {
    from: model.mode,
    to,
    ...planned,
    warnings: [...planned.warnings, ...indexWarnings(concerned, model.tables)],
    differences: switchDifferences(question, planned.relations),
  };
}
