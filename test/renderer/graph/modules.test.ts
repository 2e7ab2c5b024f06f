import { describe, expect, it } from 'vitest';
import { inRows, pack } from '../../../src-renderer/graph/arrangement.ts';
import { createCards } from '../../../src-renderer/graph/card.ts';
import { createEdges } from '../../../src-renderer/graph/edge.ts';
import { findModules } from '../../../src-renderer/graph/modules.ts';
import { keyOf, relation, table } from './bookshop.ts';

/** `count` stars of `size` tables, each tied to the next by one relation, and two tables without any. */
function stars(count: number, size: number) {
  const names = Array.from({ length: count }, (_, star) =>
    Array.from({ length: size }, (__, at) => `s${star}_${at}`),
  );
  const tables = [...names.flat(), 'lonely', 'alone'].map((name) => table(name, ['id', 'up', 'next']));
  const inside = names.flatMap(([hub, ...others]) =>
    others.map((other) => relation(`${other}.up`, `${hub}.id`)),
  );
  const between = names.slice(1).map(([hub], index) => relation(`${hub}.next`, `s${index}_0.id`));
  const relations = [...inside, ...between];
  const cards = createCards(tables, relations);
  return { cards, edges: createEdges(tables, cards, relations) };
}

describe('modules', () => {
  it('hold tables that belong together', () => {
    const { cards, edges } = stars(6, 9);
    const modules = findModules(cards, edges);
    for (let star = 0; star < 6; star += 1) {
      const home = modules.find((module) => module.some((card) => card.name === `s${star}_0`));
      const members = home?.filter((card) => card.name.startsWith(`s${star}_`));
      expect(members).toHaveLength(9);
    }
  });

  it('hold every table once, those without relations in the last', () => {
    const { cards, edges } = stars(6, 9);
    const modules = findModules(cards, edges);
    expect(
      modules
        .flat()
        .map((card) => card.key)
        .sort(),
    ).toEqual(cards.map((card) => card.key).sort());
    expect(modules.at(-1)?.map((card) => card.key)).toEqual(['lonely', 'alone'].map(keyOf));
  });

  it('never hold more than forty tables', () => {
    const { cards, edges } = stars(2, 100);
    expect(Math.max(...findModules(cards, edges).map((module) => module.length))).toBeLessThanOrEqual(40);
  });

  it('are packed without touching each other, routes and all', () => {
    const { cards } = stars(2, 3);
    const part = (from: number, to: number) => ({
      arrangement: { ...inRows(cards.slice(from, to)), routes: new Map([[`r${from}`, [{ x: 1, y: 2 }]]]) },
      width: 700,
      height: 200,
    });
    const packed = pack([part(0, 3), part(3, 6)]);
    expect(packed.positions.size).toBe(6);
    const places = [...packed.positions.values()].map(({ x, y }) => `${x}/${y}`);
    expect(new Set(places).size).toBe(6);
    expect(packed.routes.get('r0')).not.toEqual(packed.routes.get('r3'));
  });
});
