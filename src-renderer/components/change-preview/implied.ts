import { type ComputedRef, computed, type InjectionKey, inject, provide } from 'vue';
import type { Effect } from '../../../src-main/model/plan.ts';
import type { ImpliedTable } from '../../format/implied-rows.ts';

type Implied = ReadonlyMap<string, ImpliedTable>;
type ImpliedRows = ReadonlyMap<string, Effect['action']>;

const tables: InjectionKey<ComputedRef<Implied>> = Symbol('implied tables');
const rows: InjectionKey<ComputedRef<ImpliedRows>> = Symbol('implied rows');

const noTables: Implied = new Map();
const noRows: ImpliedRows = new Map();

/** What would follow from the change that is previewed, for the graph below; by `tableKey`. */
export function provideImpliedTables(implied: () => Implied): void {
  provide(tables, computed(implied));
}

export function useImpliedTables(): ComputedRef<Implied> {
  return inject(tables, () => computed(() => noTables), true);
}

/** The rows of one table that would follow, for the grid below; by `rowKey`. */
export function provideImpliedRows(implied: () => ImpliedRows | undefined): void {
  provide(
    rows,
    computed(() => implied() ?? noRows),
  );
}

export function useImpliedRows(): ComputedRef<ImpliedRows> {
  return inject(rows, () => computed(() => noRows), true);
}
