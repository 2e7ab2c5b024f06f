import { computed, shallowRef } from 'vue';
import type { Table } from '../../src-main/model/catalog.ts';
import { useRecords, type Where } from '../stores/records.ts';
import { whereHistory } from '../stores/where-history.ts';

/** A request that was refused for what it asks, and not because the database is away. */
const refused = ['request.invalid', 'internal'];

/** Filters the rows of a table; conditions in SQL that the database took are remembered. */
export function useFilter(table: Table, parts: { load(where: Where | null): Promise<void> }) {
  const store = useRecords();
  const history = whereHistory(table);
  const earlier = shallowRef(history.read());
  const records = computed(() => store.of(table));
  const sql = (where: Where | null) => (where !== null && 'sql' in where ? where.sql : null);

  return {
    /** The newest first. */
    earlier,
    /** What the database says of the condition in SQL; null: nothing is wrong with it. */
    sqlProblem: computed(() => {
      const { problem, where } = records.value;
      if (problem === null || sql(where) === null || !refused.includes(problem.code)) return null;
      return problem.hint === null ? problem.message : `${problem.message} ${problem.hint}`;
    }),
    async filter(where: Where | null): Promise<void> {
      await parts.load(where);
      const condition = sql(where);
      if (condition === null || records.value.problem !== null) return;
      history.remember(condition);
      earlier.value = history.read();
    },
  };
}
