import { describe, expect, test } from 'vitest';
import { junitText } from '../../src-main/cli/check/junit.ts';
import { sarifLog } from '../../src-main/cli/check/sarif.ts';
import { visibleJson } from '../../src-main/cli/plan/visible.ts';
import { type Finding, findingKinds, severities } from '../../src-main/model/finding.ts';
import type { RelationModel } from '../../src-main/model/relation.ts';
import { readJunit, sarifProblems } from '../support/report-formats.ts';

/** Every character of the lowest pages, half of a pair, what XML forbids, and what ends its texts. */
const everySign = String.fromCharCode(...Array(0x300).keys());
const hostile = `]]>--><!-- </failure>&amp;&#0;"' ${everySign}\ud800 \udc00 \ufffe\uffff\u{1f600}\u202e`;

const findings: readonly Finding[] = findingKinds.map((kind, at) => ({
  id: `${kind}:${hostile}`,
  kind,
  severity: severities[at % severities.length] ?? 'error',
  relation: at % 2 === 0 ? null : hostile,
  table: { schema: at % 3 === 0 ? '' : hostile, name: hostile },
  count: at % 4 === 0 ? null : at,
  exact: at % 2 === 0,
  sample: [{ [hostile]: hostile }],
  message: hostile,
  sql: at % 2 === 0 ? null : hostile,
  repairs: at % 2 === 0 ? [] : ['delete'],
}));
const side = { table: { schema: '', name: hostile }, columns: [hostile] };
const model: RelationModel = {
  mode: 'prisma',
  schemas: [''],
  defaultSchema: '',
  tables: [],
  warnings: [],
  relations: [
    {
      id: 'sound',
      child: side,
      parent: side,
      onDelete: 'cascade',
      onUpdate: 'cascade',
      match: 'simple',
      setColumns: null,
      deferred: false,
      constraint: null,
      state: 'emulated',
    },
  ],
};

describe.each([
  ['findings of all kinds with hostile names', findings],
  ['no findings', []],
])('a report of %s', (_, given) => {
  test('is a SARIF log by its schema', () => {
    expect(sarifProblems(visibleJson(sarifLog(given)))).toEqual([]);
  });

  test.each(severities)('is a JUnit report that fails from %s on', (failOn) => {
    const { problems, cases } = readJunit(junitText(given, model, failOn));
    expect(problems).toEqual([]);
    const failed = cases.filter(({ children }) => children[0]?.name === 'failure');
    const worst = severities.slice(0, severities.indexOf(failOn) + 1);
    expect(failed).toHaveLength(given.filter(({ severity }) => worst.includes(severity)).length);
    expect(cases).toHaveLength(given.length + 1);
  });
});

test('what is no SARIF log and no JUnit report is found out', () => {
  expect(sarifProblems('{"version":"2.1.0","runs":[{"tool":{}}]}')).toEqual([
    "/runs/0/tool must have required property 'driver'",
  ]);
  const suites = (counts: string, inner: string) =>
    `<testsuites ${counts}><testsuite name="a" ${counts}>${inner}</testsuite></testsuites>`;
  const counts = 'tests="1" failures="1" errors="0"';
  const one = '<testcase name="a" classname="b"><system-out/><failure type="a"/></testcase>';
  expect(readJunit(suites(counts, `${one}${one}`)).problems).toEqual(
    expect.arrayContaining([
      'testsuites says 1 tests, and holds 2.',
      'testcase holds its parts in the wrong order.',
      'failure has no message.',
      'Two cases have the same name.',
    ]),
  );
  expect(() => readJunit('<testsuites>\u0001</testsuites>')).toThrow('disallowed character');
});
