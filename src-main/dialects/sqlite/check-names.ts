import { type CreateTable, nextAtDepth } from './create-table.ts';
import type { TokenRange } from './parse-foreign-keys.ts';

/** Tokens to take out, and what to leave in their place. */
export type Cut = TokenRange & { readonly instead?: string };

/**
 * SQLite calls a CHECK without a name by the last name before it, whatever constraint that was of, and tells that name to
 * whoever fails the check. It forgets the name at each column and at each comma between table constraints, but not at the one
 * before the first of them: https://sqlite.org/src/file/src/parse.y. So that no check gets another name, the name of a key
 * may have to stay, or the one that a check would come by must be spent on a place of its own; a name alone is no constraint.
 */
export function keepCheckNames(table: CreateTable, ranges: readonly TokenRange[]): readonly Cut[] {
  const wanted = namesOfChecks(table, []);
  let cuts: readonly Cut[] = ranges;
  for (const [check, place] of wanted) {
    const found = namesOfChecks(table, cuts).get(check) ?? null;
    if (found === place) continue;
    if (place !== null) {
      const holds = (cut: Cut) => place >= cut.from && place < cut.to;
      cuts = cuts.map((cut) => (holds(cut) ? { ...cut, from: place + 2 } : cut));
    }
    if (place === null && found !== null) cuts = spend(table, cuts, check, found);
  }
  return cuts;
}

/** By CHECK, the place of the CONSTRAINT whose name it has; null: none. */
function namesOfChecks({ tokens, items }: CreateTable, cuts: readonly Cut[]): Map<number, number | null> {
  const isCut = (at: number) => cuts.some(({ from, to }) => at >= from && at < to);
  const names = new Map<number, number | null>();
  let name: number | null = null;
  let afterColumn = false;
  for (const { from, to, column } of items) {
    const places = Array.from({ length: to - from }, (_, place) => from + place);
    const spent = cuts.some((cut) => cut.instead !== undefined && cut.from >= from && cut.to <= to);
    if (!spent && places.every(isCut)) continue;
    if (column !== null || !afterColumn) name = null;
    afterColumn = column !== null;
    for (let at = from; at < to; at = nextAtDepth(tokens, at)) {
      if (isCut(at)) continue;
      if (tokens[at]?.keyword === 'CONSTRAINT') name = at;
      if (tokens[at]?.keyword === 'CHECK') names.set(at, name);
    }
  }
  return names;
}

/** The last table constraints before the check that would go altogether leave the name behind. */
function spend({ tokens, items }: CreateTable, cuts: readonly Cut[], check: number, found: number) {
  const emptied = items.findLast(({ from, to, column }) => {
    return column === null && to < check && cuts.some((cut) => cut.from === from);
  });
  const instead = `CONSTRAINT ${tokens[found + 1]?.text ?? ''}`;
  return cuts.map((cut) => (cut.from === emptied?.from ? { ...cut, instead } : cut));
}
