import { AppError } from '../model/error.ts';

/** Plans that were shown and may be applied, by id. The eldest make room for new ones; a connection takes its own along. */
export type HeldPlans<T> = {
  hold(plan: string, connection: string, held: T): void;
  /** `plan.unknown` where no such plan is held. */
  get(plan: string): T;
  /** Does nothing where no such plan is held. */
  discard(plan: string): void;
  dropConnection(connection: string): void;
};

export function createHeldPlans<T>(limit = 100): HeldPlans<T> {
  const plans = new Map<string, { readonly connection: string; readonly held: T }>();

  return {
    hold(plan, connection, held) {
      plans.set(plan, { connection, held });
      const [eldest] = plans.keys();
      if (plans.size > limit && eldest !== undefined) plans.delete(eldest);
    },
    get(plan) {
      const found = plans.get(plan);
      if (found !== undefined) return found.held;
      throw new AppError('plan.unknown', `No plan ${plan} is held.`, {
        hint: 'It was applied or discarded, its connection was closed, or newer plans took its place: preview again.',
      });
    },
    discard(plan) {
      plans.delete(plan);
    },
    dropConnection(connection) {
      for (const [plan, entry] of plans) if (entry.connection === connection) plans.delete(plan);
    },
  };
}
