import { AppError } from '../model/error.ts';
import type { Decision } from '../model/migration.ts';

/** Decision id to the id of the choice, as the user gave them. */
export type Decided = Readonly<Record<string, string>>;

/** The choice that was made, else the default. `request.invalid` where there is no such choice. */
export function answerOf(decisions: Decided, decision: Decision): string | null {
  if (!Object.hasOwn(decisions, decision.id)) return decision.default;
  const given = decisions[decision.id];
  const choice = decision.choices.find(({ id }) => id === given);
  if (choice !== undefined) return choice.id;
  const choices = decision.choices.map(({ id }) => id).join(' or ');
  throw new AppError('request.invalid', `The decision ${decision.id} must be ${choices}, not "${given}".`);
}

/** The choices of decisions that all have a default. */
export function chosenOf(decisions: Decided, asked: readonly Decision[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    asked.map((decision) => [decision.id, answerOf(decisions, decision) ?? decision.choices[0]?.id ?? '']),
  );
}
