import { type Finding, isAtLeast, type Severity } from '../../model/finding.ts';
import { tableText } from '../../model/identity.ts';
import type { RelationModel } from '../../model/relation.ts';

/**
 * Findings as a JUnit report: a test case for each finding, failed from `failOn` on, and one that passes for each relation
 * without any. https://github.com/testmoapp/junitxml
 */
export function junitText(
  findings: readonly Finding[],
  { relations }: RelationModel,
  failOn: Severity,
): string {
  const failures = findings.filter(isAtLeast(failOn));
  const sound = relations.filter(({ id }) => !findings.some(({ relation }) => relation === id));
  const cases = [
    ...findings.map((finding) => testCase(finding, failures.includes(finding))),
    ...sound.map(({ id, child }) => `${opening(`relation ${id}`, tableText(child.table))}/>`),
  ];
  const counts = `tests="${cases.length}" failures="${failures.length}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="referee check" ${counts}>`,
    `  <testsuite name="relations" ${counts} skipped="0">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
  ].join('\n');
}

function testCase({ id, kind, severity, message, table, sql }: Finding, failed: boolean): string {
  const text = escaped([message, ...(sql === null ? [] : [sql])].join('\n'));
  const inner = failed
    ? `<failure type="${kind}" message="${escaped(message)}">${text}</failure>`
    : `<system-out>${severity}: ${text}</system-out>`;
  return `${opening(id, tableText(table))}>\n      ${inner}\n    </testcase>`;
}

function opening(name: string, table: string): string {
  return `    <testcase name="${escaped(name)}" classname="${escaped(table)}" time="0"`;
}

/** What XML cannot hold at all, however it is escaped, and what a terminal would act on, is spelled out. */
function escaped(text: string): string {
  return text
    .replace(
      /[^\n\u0020-\u007e\u00a0-\u{10ffff}]|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]/gu,
      spelled,
    )
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function spelled(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
