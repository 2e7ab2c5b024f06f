import { type Finding, findingKinds, type Severity } from '../../model/finding.ts';
import { tableText } from '../../model/identity.ts';
import { version } from '../help.ts';
import { findingWords } from './finding-words.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** Findings as a SARIF log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifLog(findings: readonly Finding[]) {
  const kinds = findingKinds.filter((kind) => findings.some((finding) => finding.kind === kind));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Referee',
            version,
            rules: kinds.map((id) => ({ id, shortDescription: { text: findingWords[id] } })),
          },
        },
        results: findings.map((finding) => result(finding, kinds.indexOf(finding.kind))),
      },
    ],
  };
}

function result(finding: Finding, ruleIndex: number) {
  const { id, kind, severity, message, table, relation, count, exact, sql, repairs } = finding;
  const { name } = table;
  return {
    ruleId: kind,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [{ logicalLocations: [{ name, fullyQualifiedName: tableText(table), kind: 'table' }] }],
    partialFingerprints: { 'finding/v1': id },
    properties: { relation, count, exact, sql, repairs },
  };
}
