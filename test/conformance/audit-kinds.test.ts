import { describe, expect, test } from 'vitest';
import type { FindingKind, Severity } from '../../src-main/model/finding.ts';
import { reloadModel } from '../../src-main/services/models.ts';
import { createRelations } from '../../src-main/services/relations.ts';
import { engine } from '../support/engines.ts';
import { openDatabase } from '../support/open-database.ts';
import { auditOf } from '../support/orphan-database.ts';

type Case = {
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly engines: readonly string[];
  readonly bad: readonly string[];
  /** The same without what is found. */
  readonly good: readonly string[];
  /** A relation of the relation file: child, column, parent, column. */
  readonly declared?: readonly [string, string, string, string];
  /** Run once it is declared. */
  readonly afterwards?: readonly string[];
  readonly message: RegExp;
};

const parent = 'CREATE TABLE parent (id INTEGER NOT NULL PRIMARY KEY, plain INTEGER, big BIGINT)';
const child = (columns: string, ...more: readonly string[]) =>
  `CREATE TABLE child (${['id INTEGER NOT NULL PRIMARY KEY', columns, ...more].join(', ')})`;
const references = (column: string, target: string, actions = '') =>
  `FOREIGN KEY (${column}) REFERENCES ${target} ${actions}`;
const indexed = 'CREATE INDEX child_pid ON child (pid)';
const indexedParent = 'CREATE INDEX parent_plain ON parent (plain)';

/** Tables t0 to t(n - 1), each deleted with the one before. */
const chain = (length: number) =>
  Array.from({ length }, (_, i) =>
    i === 0
      ? 'CREATE TABLE t0 (id INTEGER NOT NULL PRIMARY KEY)'
      : `CREATE TABLE t${i} (id INTEGER NOT NULL PRIMARY KEY, FOREIGN KEY (id) REFERENCES t${i - 1} (id) ON DELETE CASCADE)`,
  );
const circle = (action: string) => [
  'CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY)',
  `CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, up INTEGER, ${references('id', 'a (id)', 'ON DELETE CASCADE')}, ${references('up', 'b (id)', `ON DELETE ${action}`)})`,
  'CREATE INDEX b_up ON b (up)',
];
const diamond = (action: string) => [
  'CREATE TABLE root (id INTEGER NOT NULL PRIMARY KEY)',
  `CREATE TABLE lft (id INTEGER NOT NULL PRIMARY KEY, ${references('id', 'root (id)', 'ON DELETE CASCADE')})`,
  `CREATE TABLE rgt (id INTEGER NOT NULL PRIMARY KEY, ${references('id', 'root (id)', `ON DELETE ${action}`)})`,
  `CREATE TABLE tip (id INTEGER NOT NULL PRIMARY KEY, l INTEGER, r INTEGER,
     ${references('l', 'lft (id)', 'ON DELETE CASCADE')}, ${references('r', 'rgt (id)', 'ON DELETE SET NULL')})`,
  'CREATE INDEX tip_l ON tip (l)',
  'CREATE INDEX tip_r ON tip (r)',
];

const cases: readonly Case[] = [
  {
    kind: 'missingIndex',
    severity: 'warning',
    engines: ['sqlite', 'postgresql'],
    bad: [parent, child('pid INTEGER', references('pid', 'parent (id)'))],
    good: [parent, child('pid INTEGER', references('pid', 'parent (id)')), indexed],
    message: /^No index of .*child begins with pid/,
  },
  {
    kind: 'typeMismatch',
    severity: 'info',
    engines: ['sqlite'],
    bad: [parent, child('pid VARCHAR(10)', references('pid', 'parent (id)')), indexed],
    good: [parent, child('pid INTEGER', references('pid', 'parent (id)')), indexed],
    message: /differ: pid is VARCHAR\(10\) and id is INTEGER/,
  },
  {
    kind: 'typeMismatch',
    severity: 'info',
    engines: ['postgresql'],
    bad: [parent, child('pid BIGINT', references('pid', 'parent (id)')), indexed],
    good: [parent, child('pid INTEGER', references('pid', 'parent (id)')), indexed],
    message: /differ: "pid" is bigint and "id" is integer/,
  },
  {
    kind: 'typeMismatch',
    severity: 'warning',
    engines: ['mysql'],
    bad: [parent, child('pid INTEGER UNSIGNED'), indexed],
    good: [parent, child('pid INTEGER'), indexed],
    declared: ['child', 'pid', 'parent', 'id'],
    message: /do not fit: pid is int.* unsigned and id is int/,
  },
  {
    kind: 'parentKeyNotUnique',
    severity: 'error',
    engines: ['sqlite'],
    bad: [parent, child('pid INTEGER', references('pid', 'parent (plain)')), indexed],
    good: [
      parent,
      'CREATE UNIQUE INDEX parent_plain ON parent (plain)',
      child('pid INTEGER', references('pid', 'parent (plain)')),
      indexed,
    ],
    message: /neither its primary key nor unique, so that the database refuses writes/,
  },
  {
    kind: 'parentKeyNotUnique',
    severity: 'warning',
    engines: ['mysql'],
    bad: [parent, indexedParent, child('pid INTEGER', references('pid', 'parent (plain)'))],
    good: [
      parent,
      'CREATE UNIQUE INDEX parent_plain ON parent (plain)',
      child('pid INTEGER', references('pid', 'parent (plain)')),
    ],
    message: /neither its primary key nor unique, so that several rows may be the parent/,
  },
  {
    kind: 'notEnforced',
    severity: 'warning',
    engines: ['sqlite', 'postgresql', 'mysql'],
    bad: [parent, child('pid INTEGER'), indexed],
    good: [parent, child('pid INTEGER', references('pid', 'parent (id)')), indexed],
    declared: ['child', 'pid', 'parent', 'id'],
    message: /is declared in the relation file, but/,
  },
  {
    kind: 'notValidated',
    severity: 'warning',
    engines: ['postgresql'],
    bad: [
      parent,
      child('pid INTEGER'),
      indexed,
      `ALTER TABLE child ADD CONSTRAINT late ${references('pid', 'parent (id)')} NOT VALID`,
    ],
    good: [
      parent,
      child('pid INTEGER'),
      indexed,
      `ALTER TABLE child ADD CONSTRAINT late ${references('pid', 'parent (id)')}`,
    ],
    message: /^Foreign key late of relation .* was never checked/,
  },
  {
    kind: 'cascadeCycle',
    severity: 'info',
    engines: ['sqlite', 'postgresql', 'mysql'],
    bad: circle('CASCADE'),
    good: circle('SET NULL'),
    message: /^Deleting a row of .*b deletes all rows below it/,
  },
  {
    kind: 'cascadePaths',
    severity: 'warning',
    engines: ['sqlite', 'postgresql', 'mysql'],
    bad: diamond('CASCADE'),
    good: diamond('RESTRICT'),
    message:
      /^A delete in .*root reaches .*tip by several relations, so that .*\(CASCADE\); .*\(SET NULL\)\.$/,
  },
  {
    kind: 'setNullOnNotNull',
    severity: 'error',
    engines: ['sqlite', 'postgresql'],
    bad: [
      parent,
      child('pid INTEGER NOT NULL', references('pid', 'parent (id)', 'ON DELETE SET NULL')),
      indexed,
    ],
    good: [parent, child('pid INTEGER', references('pid', 'parent (id)', 'ON DELETE SET NULL')), indexed],
    message: /is ON DELETE SET NULL, but .*child\.pid may not be NULL/,
  },
  {
    kind: 'cascadeDepth',
    severity: 'error',
    engines: ['mysql'],
    bad: chain(16),
    good: chain(15),
    message: /^Deletes cascade from .*t0 to .*t15 through 16 tables, but the database follows 15/,
  },
  {
    kind: 'actionIgnored',
    severity: 'info',
    engines: ['mysql'],
    bad: [
      parent,
      child('pid INTEGER', references('pid', 'parent (id)', 'ON DELETE NO ACTION ON UPDATE RESTRICT')),
    ],
    good: [
      parent,
      child('pid INTEGER', references('pid', 'parent (id)', 'ON DELETE RESTRICT ON UPDATE RESTRICT')),
    ],
    message: /^ON DELETE NO ACTION of relation .* acts as RESTRICT\./,
  },
  {
    kind: 'actionIgnored',
    severity: 'warning',
    engines: ['mysql'],
    bad: [child('pid INTEGER', references('pid', 'child (id)', 'ON DELETE RESTRICT ON UPDATE CASCADE'))],
    good: [child('pid INTEGER', references('pid', 'child (id)', 'ON DELETE RESTRICT ON UPDATE RESTRICT'))],
    message: /^ON UPDATE CASCADE of relation .* is not followed: InnoDB refuses/,
  },
  {
    kind: 'staleRelation',
    severity: 'warning',
    engines: ['sqlite', 'postgresql', 'mysql'],
    bad: [parent, child('pid INTEGER')],
    good: [parent, child('pid INTEGER')],
    declared: ['child', 'pid', 'parent', 'plain'],
    afterwards: ['ALTER TABLE parent DROP COLUMN plain'],
    message: /is stale and nobody keeps it: its column .*parent\.plain is gone/,
  },
  {
    kind: 'staleRelation',
    severity: 'error',
    engines: ['sqlite'],
    bad: [child('pid INTEGER', references('pid', 'nowhere (id)')), indexed],
    good: [parent, child('pid INTEGER', references('pid', 'parent (id)')), indexed],
    message: /is a foreign key whose table nowhere is gone/,
  },
];

async function audited(id: string, statements: readonly string[], given: Case | null) {
  const open = await openDatabase(engine(id), statements);
  try {
    const { connection } = open;
    const side = (table: string, column: string) => ({
      table: { schema: connection.model.defaultSchema, name: table },
      columns: [column],
    });
    if (given?.declared !== undefined) {
      const [table, column, other, key] = given.declared;
      const relation = { child: side(table, column), parent: side(other, key) };
      await createRelations().declare(connection, {
        ...relation,
        onDelete: 'noAction',
        onUpdate: 'noAction',
      });
    }
    await open.run('SELECT 1', ...(given?.afterwards ?? []));
    await reloadModel(connection);
    return await auditOf(connection);
  } finally {
    await open.close();
  }
}

const runs = cases.flatMap((one) => one.engines.map((id) => ({ ...one, id })));

describe('the audit', () => {
  test.each(runs)('finds $kind ($severity) on $id, and not where there is none', async (one) => {
    const bad = (await audited(one.id, one.bad, one)).filter(({ kind }) => kind === one.kind);
    expect(bad).toMatchObject([{ severity: one.severity, message: expect.stringMatching(one.message) }]);
    const declaredAgain = one.kind === 'typeMismatch' && one.declared !== undefined ? one : null;
    const good = await audited(one.id, one.good, declaredAgain);
    expect(good.filter(({ kind }) => kind === one.kind)).toEqual([]);
  });
});
