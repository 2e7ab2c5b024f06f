import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Reduces the full collections of measured outcomes to what the tests of `test/oracle` execute, a case per line:
 * `node scripts/oracle/main.ts <folder of the full files>` writes `test/data/oracle`.
 */
const folder = process.argv[2];
if (folder === undefined) throw new Error('Name the folder of the full files.');
const into = join(import.meta.dirname, '../../test/data/oracle');

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Full = Readonly<Record<string, Json>> & {
  readonly category: string;
  readonly expected: readonly (Readonly<Record<string, Json>> & { readonly providers: readonly string[] })[];
};
type Scenario = {
  readonly engine: string;
  readonly scenario: string;
  readonly schema: readonly string[];
  readonly op: readonly string[];
  readonly observed: { readonly steps: readonly { readonly ok: boolean }[]; readonly final?: Json };
};

const providers = ['postgresql', 'mysql', 'sqlite'];
const categories = ['measured', 'suite', 'engine-suite'];
const dialects: Readonly<Record<string, string>> = { Po: 'postgresql', Ma: 'mysql', SQ: 'sqlite' };

await mkdir(into, { recursive: true });
const { cases }: { cases: readonly Full[] } = JSON.parse(await readFull('prisma-relation-modes.json'));
await write(
  'relation-modes.jsonl',
  cases.filter(({ category }) => categories.includes(category)).flatMap(reduced),
);
const scenarios: readonly Scenario[] = JSON.parse(await readFull('databases.json'));
await write('databases.jsonl', scenarios.flatMap(reducedScenario));

function readFull(name: string): Promise<string> {
  return readFile(join(folder ?? '', name), 'utf8');
}

function write(name: string, lines: readonly object[]): Promise<void> {
  return writeFile(join(into, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

function reduced({
  id,
  category,
  relation,
  required,
  onDelete,
  onUpdate,
  relationMode,
  fixture,
  operation,
  expected,
}: Full) {
  const groups = Map.groupBy(
    expected.map(({ providers: known, result, state, defect }) => ({
      on: known.filter((provider) => providers.includes(provider)),
      outcome: { result, state, ...(defect === undefined ? {} : { defect }) },
    })),
    ({ outcome }) => JSON.stringify(outcome),
  );
  const outcomes = [...groups.values()].flatMap((group) => {
    const on = group.flatMap((one) => one.on);
    return on.length === 0 ? [] : [{ on, ...group[0]?.outcome }];
  });
  if (outcomes.length === 0) return [];
  const mode = relationMode;
  const known = fixture === undefined ? {} : { fixture };
  return [{ id, category, relation, required, onDelete, onUpdate, mode, ...known, operation, outcomes }];
}

/** A scenario whose schema could be made; the engine by its id here. */
function reducedScenario({ engine, scenario, schema, op, observed: { steps, final } }: Scenario) {
  const dialect = dialects[engine.slice(0, 2)];
  if (dialect === undefined || final === undefined || steps.length !== op.length) return [];
  return [
    { engine: dialect, scenario, schema, steps: op.map((sql, i) => ({ sql, ok: steps[i]?.ok })), final },
  ];
}
