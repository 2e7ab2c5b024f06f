import { shallowReactive } from 'vue';
import type { ChangePlan, Effect, EffectRow } from '../../src-main/model/plan.ts';
import type { Row } from '../../src-main/model/value.ts';
import { client } from '../client.ts';

/** Rows of one effect, as far as they were asked for. */
export type EffectRows = {
  rows: readonly EffectRow[];
  /** Where the next page begins; null: at the end. `undefined`: only the sample is here. */
  next: Row | null | undefined;
  loading: boolean;
};

const pageSize = 100;
/** Rows of an effect that are asked for so that they can be marked. */
const marked = 1000;

/** The rows of a plan's effects, page by page. */
export function createEffectRows() {
  const rows = shallowReactive(new Map<number, EffectRows>());

  function show(effects: readonly Effect[]): void {
    rows.clear();
    for (const effect of effects) {
      const complete = effect.exact && effect.sample.length >= effect.count;
      rows.set(
        effect.id,
        shallowReactive({ rows: effect.sample, next: complete ? null : undefined, loading: false }),
      );
    }
  }

  async function more(plan: string, effect: number, limit = pageSize): Promise<void> {
    const known = rows.get(effect);
    if (known === undefined || known.loading || known.next === null) return;
    known.loading = true;
    try {
      const { next } = known;
      const after = next === undefined ? {} : { after: next };
      const page = await client.changes.rows({ plan, effect, limit, ...after });
      known.rows = next === undefined ? page.rows : [...known.rows, ...page.rows];
      known.next = page.next;
    } finally {
      known.loading = false;
    }
  }

  /** Enough of the rows that follow to mark them where they are looked at. */
  async function ahead({ plan, effects }: ChangePlan): Promise<void> {
    for (const { id, cause } of effects) {
      const known = rows.get(id);
      if (cause !== null && known?.next === undefined) await more(plan, id, marked);
    }
  }

  return { rows, show, more, ahead };
}
