import type { Effect } from '../../src-main/model/plan.ts';

/** An effect as a line of a tree by cause. `level` and `position` count from 1, as screen readers do. */
export type EffectLine = {
  readonly effect: Effect;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly hasChildren: boolean;
};

/** Effects in the order of a tree: what an effect sets off comes below it, unless `closed` holds its id. */
export function effectLines(effects: readonly Effect[], closed: ReadonlySet<number>): readonly EffectLine[] {
  const known = new Set(effects.map((effect) => effect.id));
  const byCause = Map.groupBy(effects, ({ cause }) =>
    cause !== null && known.has(cause.from) ? cause.from : null,
  );
  const lines: EffectLine[] = [];

  const visit = (cause: number | null, level: number) => {
    const siblings = byCause.get(cause) ?? [];
    siblings.forEach((effect, index) => {
      const hasChildren = byCause.has(effect.id);
      lines.push({ effect, level, position: index + 1, siblings: siblings.length, hasChildren });
      if (hasChildren && !closed.has(effect.id)) visit(effect.id, level + 1);
    });
  };
  visit(null, 1);
  return lines;
}
