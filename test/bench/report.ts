import type { Measured, Run } from './contender.ts';

export type Round = { readonly measured: Measured; readonly memory: number };
export type Result = {
  readonly engine: string;
  readonly scenario: string;
  readonly contender: string;
  /** Medians; a ratio is the median of those of the rounds, to native foreign keys in the same round. */
  readonly milliseconds: number;
  readonly ratio: number;
  readonly statements: number;
  /** Most that the client's memory grew in a round, in bytes. */
  readonly memory: number;
};

/** One line for each contender's apply and preview. */
export function resultsOf(
  engine: string,
  scenario: string,
  rounds: ReadonlyMap<string, readonly Round[]>,
): Result[] {
  const native = (rounds.get('native') ?? []).map(
    ({ measured }) => measured.apply?.milliseconds ?? Number.NaN,
  );
  return [...rounds].flatMap(([id, all]) =>
    (['apply', 'preview'] as const).flatMap((what) => {
      const runs = all.map(({ measured }) => measured[what]).filter((run): run is Run => run !== null);
      if (runs.length === 0) return [];
      return [
        {
          engine,
          scenario,
          contender: what === 'apply' ? id : `${id}: preview`,
          milliseconds: median(runs.map(({ milliseconds }) => milliseconds)),
          ratio: median(runs.map(({ milliseconds }, i) => milliseconds / (native[i] ?? Number.NaN))),
          statements: median(runs.map(({ statements }) => statements)),
          memory: Math.max(...all.map(({ memory }) => memory)),
        },
      ];
    }),
  );
}

/** A table in Markdown: ratios and statements by scenario and contender. */
export function tableOf(results: readonly Result[]): string {
  const lines = [...Map.groupBy(results, ({ engine }) => engine)].map(([engine, own]) => {
    const contenders = [...new Set(own.map(({ contender }) => contender))];
    const head = `| ${engine} | ${contenders.join(' | ')} |\n|${' --- |'.repeat(contenders.length + 1)}`;
    const rows = [...Map.groupBy(own, ({ scenario }) => scenario)].map(([scenario, cells]) => {
      const texts = contenders.map((contender) =>
        cellText(cells.find((cell) => cell.contender === contender)),
      );
      return `| ${scenario} | ${texts.join(' | ')} |`;
    });
    return [head, ...rows].join('\n');
  });
  return `${lines.join('\n\n')}\n`;
}

function cellText(result: Result | undefined): string {
  if (result === undefined) return '';
  const { ratio, milliseconds, statements, memory } = result;
  const megabytes = Math.round(memory / 2 ** 20);
  return `x${ratio.toFixed(2)} (${milliseconds.toFixed(1)} ms, ${statements} q, ${megabytes} MB)`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
