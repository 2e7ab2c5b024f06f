import type { Card } from './card.ts';
import type { Edge } from './edge.ts';

/** Weight of the ties between two nodes, both ways. */
type Ties = ReadonlyMap<number, ReadonlyMap<number, number>>;

const largestModule = 40;
const rounds = 12;

/**
 * Groups tables that belong together, so that each group can be laid out on its own. Tables move to the group to which
 * they have more ties than chance would give them (modularity), then whole groups do. What has no relations comes last,
 * in one group. The same tables give the same groups.
 */
export function findModules(cards: readonly Card[], edges: readonly Edge[]): readonly (readonly Card[])[] {
  const index = new Map(cards.map((card, at) => [card.key, at]));
  const pairs = edges.flatMap((edge): [number, number][] => {
    const [child, parent] = [index.get(edge.child), index.get(edge.parent)];
    return child === undefined || parent === undefined || child === parent ? [] : [[child, parent]];
  });
  const groups = regroup(
    pairs,
    cards.map((_, at) => at),
  );
  const larger = regroup(pairs, groups);
  const tied = new Set(pairs.flat());
  const members = Map.groupBy(cards.keys(), (at) => (tied.has(at) ? (larger[at] ?? at) : -1));
  const alone = members.get(-1) ?? [];
  members.delete(-1);
  return [...members.values(), alone]
    .filter((group) => group.length > 0)
    .map((group) => group.flatMap((at) => cards[at] ?? []));
}

/** `groups`: the group of each node so far. Gives the group of each node after whole groups have moved. */
function regroup(
  pairs: readonly (readonly [number, number])[],
  groups: readonly number[],
): readonly number[] {
  const groupOf = (node: number) => groups[node] ?? node;
  const ties = tiesOf(pairs.map(([a, b]) => [groupOf(a), groupOf(b)]));
  const degree = new Map([...ties].map(([group, others]) => [group, sum(others.values())]));
  const size = new Map<number, number>();
  for (const group of groups) size.set(group, (size.get(group) ?? 0) + 1);

  const home = new Map([...size.keys()].map((group) => [group, group]));
  const crowd = new Map(size);
  const pull = new Map(degree);
  const total = Math.max(1, sum(degree.values()));
  for (let round = 0; round < rounds; round += 1) {
    let moves = 0;
    for (const [group, others] of ties) {
      const from = home.get(group) ?? group;
      const own = degree.get(group) ?? 0;
      const weight = size.get(group) ?? 1;
      const gain = (to: number, tie: number) =>
        tie - (own * ((pull.get(to) ?? 0) - (to === from ? own : 0))) / total;
      const shared = new Map<number, number>([[from, 0]]);
      for (const [other, tie] of others) {
        const to = home.get(other) ?? other;
        if (other !== group) shared.set(to, (shared.get(to) ?? 0) + tie);
      }
      let best = from;
      let most = gain(from, shared.get(from) ?? 0);
      for (const [to, tie] of shared) {
        if (to === from || (crowd.get(to) ?? 0) + weight > largestModule) continue;
        const gained = gain(to, tie);
        if (gained <= most) continue;
        best = to;
        most = gained;
      }
      if (best === from) continue;
      home.set(group, best);
      crowd.set(from, (crowd.get(from) ?? 0) - weight).set(best, (crowd.get(best) ?? 0) + weight);
      pull.set(from, (pull.get(from) ?? 0) - own).set(best, (pull.get(best) ?? 0) + own);
      moves += 1;
    }
    if (moves === 0) break;
  }
  return groups.map((group) => home.get(group) ?? group);
}

function tiesOf(pairs: readonly (readonly [number, number])[]): Ties {
  const ties = new Map<number, Map<number, number>>();
  const tie = (from: number, to: number) => {
    const others = ties.get(from) ?? new Map<number, number>();
    others.set(to, (others.get(to) ?? 0) + 1);
    ties.set(from, others);
  };
  for (const [a, b] of pairs) {
    tie(a, b);
    tie(b, a);
  }
  return ties;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
