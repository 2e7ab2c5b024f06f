import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src-main/model/plan.ts';
import { effectLines } from '../../../src-renderer/format/effect-tree.ts';

function effect(id: number, from: number | null): Effect {
  return {
    id,
    table: { schema: '', name: `t${id}` },
    action: 'delete',
    cause: from === null ? null : { relation: 'r', referentialAction: 'cascade', from },
    count: 1,
    exact: true,
    columns: [],
    sample: [],
  };
}

const shape = (effects: readonly Effect[], closed: readonly number[] = []) =>
  effectLines(effects, new Set(closed)).map(
    (line) => `${'  '.repeat(line.level - 1)}${line.effect.id} ${line.position}/${line.siblings}`,
  );

describe('effectLines', () => {
  const effects = [effect(1, null), effect(2, 1), effect(3, 1), effect(4, 2), effect(5, null)];

  it('puts what an effect sets off below it', () => {
    expect(shape(effects)).toEqual(['1 1/2', '  2 1/2', '    4 1/1', '  3 2/2', '5 2/2']);
  });

  it('leaves out what is below a closed effect', () => {
    expect(shape(effects, [2])).toEqual(['1 1/2', '  2 1/2', '  3 2/2', '5 2/2']);
  });

  it('shows an effect whose cause is not among them at the top', () => {
    expect(shape([effect(7, 99)])).toEqual(['7 1/1']);
  });
});
