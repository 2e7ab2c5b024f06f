import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Reduces the full collections of measured outcomes to what the tests of `test/oracle` need, a case per line; those that they do
 * not execute stay without outcomes, so that they are counted:
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
  readonly observed: {
    readonly steps?: readonly { readonly ok: boolean }[];
    readonly setupError?: Json;
    readonly final?: Json;
  };
};

const providers = ['postgresql', 'mysql', 'sqlite'];
const categories = ['measured', 'suite', 'engine-suite'];
const dialects: Readonly<Record<string, string>> = { Po: 'postgresql', Ma: 'mysql', SQ: 'sqlite' };

await mkdir(into, { recursive: true });
const { cases }: { cases: readonly Full[] } = JSON.parse(await readFull('prisma-relation-modes.json'));
await write('relation-modes.jsonl', cases.map(reduced));
const scenarios: readonly Scenario[] = JSON.parse(await readFull('databases.json'));
await write('databases.jsonl', scenarios.map(reducedScenario));

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
  const executable = categories.includes(category) ? [...groups.values()] : [];
  const outcomes = executable.flatMap((group) => {
    const on = group.flatMap((one) => one.on);
    return on.length === 0 ? [] : [{ on, ...group[0]?.outcome }];
  });
  const mode = relationMode;
  const known = fixture === undefined ? {} : { fixture };
  return { id, category, relation, required, onDelete, onUpdate, mode, ...known, operation, outcomes };
}

/** The engine by its id here. Without rows at the end the schema was refused, or something else was measured. */
function reducedScenario({ engine, scenario, schema, op, observed }: Scenario) {
  const { steps = [], final, setupError } = observed;
  const known = { engine: dialects[engine.slice(0, 2)], scenario, schema };
  if (final === undefined) {
    const leftOut =
      setupError === undefined ? 'no statements on rows, but something else' : 'its schema is refused';
    return { ...known, steps: [], final: {}, leftOut };
  }
  return { ...known, steps: op.map((sql, i) => ({ sql, ok: steps[i]?.ok })), final };
}
