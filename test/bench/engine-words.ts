/** What the statements of the benchmark say differently on each engine. */
export type EngineWords = {
  series(count: number): string;
  /** Run once a session, before the rows are filled in. */
  readonly prepare: readonly string[];
  /** Run when they are. */
  settle(tables: readonly string[]): readonly string[];
};

const recursive = (count: number) =>
  `(WITH RECURSIVE g (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM g WHERE x < ${count}) SELECT x FROM g)`;

export const engineWords: Readonly<Record<string, EngineWords>> = {
  sqlite: {
    series: recursive,
    prepare: [],
    settle: () => ['ANALYZE', 'PRAGMA wal_checkpoint(TRUNCATE)'],
  },
  postgresql: {
    series: (count) => `(SELECT generate_series(1, ${count}) AS x)`,
    prepare: [],
    settle: (tables) => [`VACUUM ANALYZE ${tables.join(', ')}`, 'CHECKPOINT'],
  },
  mysql: {
    series: (count) => `(SELECT seq AS x FROM seq_1_to_${count})`,
    prepare: [],
    settle: (tables) => [`ANALYZE TABLE ${tables.join(', ')}`],
  },
};
