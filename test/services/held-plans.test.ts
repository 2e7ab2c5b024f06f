import { describe, expect, test } from 'vitest';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';

describe('a held plan', () => {
  test('is found by its id until it is discarded', () => {
    const plans = createHeldPlans<string>();
    plans.hold('p1', 'c1', 'delete Ada');
    expect(plans.get('p1')).toBe('delete Ada');
    plans.discard('p1');
    expect(() => plans.get('p1')).toThrow(expect.objectContaining({ code: 'plan.unknown' }));
  });

  test('goes with its connection, and no other does', () => {
    const plans = createHeldPlans<string>();
    plans.hold('p1', 'c1', 'delete Ada');
    plans.hold('p2', 'c2', 'delete Bea');
    plans.dropConnection('c1');
    expect(() => plans.get('p1')).toThrow('p1');
    expect(plans.get('p2')).toBe('delete Bea');
  });

  test('makes room for newer ones, the eldest first', () => {
    const plans = createHeldPlans<number>(2);
    for (const plan of [1, 2, 3]) plans.hold(`p${plan}`, 'c1', plan);
    expect(() => plans.get('p1')).toThrow('p1');
    expect([plans.get('p2'), plans.get('p3')]).toEqual([2, 3]);
  });
});
