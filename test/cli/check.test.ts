import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCheckOptions } from '../../src-main/cli/check/options.ts';
import type { Finding } from '../../src-main/model/finding.ts';
import { readJunit, sarifProblems } from '../support/report-formats.ts';
import { runReferee, startRpc } from './terminal.ts';

/** A name that would clear a screen, turn text around, and end an XML document. */
const hostile = 'Eve\u001b[2J\u202e\n]]></failure>';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'referee-check-'));
  file = join(folder, 'shop.db');
  execute(`
    CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id));
    CREATE TABLE note (id INTEGER PRIMARY KEY, author TEXT REFERENCES customer (name));
    CREATE INDEX purchase_customer ON purchase (customer_id);
    CREATE INDEX note_author ON note (author);
    INSERT INTO customer VALUES (1, 'Ada');
    INSERT INTO purchase VALUES (1, 1), (2, NULL);`);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function execute(sql: string, ...params: readonly string[]): void {
  const database = new Sqlite(file);
  database.pragma('foreign_keys = OFF');
  if (params.length === 0) database.exec(sql);
  else database.prepare(sql).run(params);
  database.close();
}
const plantOrphans = () => {
  execute('INSERT INTO purchase VALUES (3, 9), (4, 9), (5, 8), (6, 7)');
  execute(`INSERT INTO note VALUES (1, ?)`, hostile);
};
const check = (...args: readonly string[]) => runReferee(['check', `sqlite:${file}`, ...args], folder);

describe('referee check', () => {
  test('ends with 0 on a database that is in order', async () => {
    const { code, output, errors } = await check();
    expect([code, errors]).toEqual([0, '']);
    expect(output).toBe('Nothing found in 2 relations, kept by the foreign keys of the database.\n');
    const sample = fileURLToPath(new URL('../../resources/sample.db', import.meta.url));
    const own = await runReferee(['check', `sqlite:${sample}`], folder);
    expect([own.code, own.errors]).toEqual([0, '']);
  });

  test('ends with 1 on one with orphans, and shows them, the SQL and the repairs, harmless to a terminal', async () => {
    plantOrphans();
    const { code, output, errors } = await check();
    expect([code, errors]).toEqual([1, '']);
    expect(output).toBe(`2 errors in 2 relations, kept by the foreign keys of the database.

error    orphans
  1 row of note (author) references no row of customer, such as (Eve\\u001b[2J\\u202e\\u000a]]></failure>).
    id = 1, author = Eve\\u001b[2J\\u202e\\u000a]]></failure>
    SQL     SELECT t.* FROM "note" t LEFT JOIN "customer" p ON p."name" = t."author" WHERE t."author" IS NOT NULL AND p."name" IS NULL
    Repair  delete, setNull, repoint, createParent, exportAndDelete

error    orphans
  4 rows of purchase (customer_id) reference no row of customer, such as (9).
    id = 3, customer_id = 9
    id = 4, customer_id = 9
    id = 5, customer_id = 8
    and 1 more
    SQL     SELECT t.* FROM "purchase" t LEFT JOIN "customer" p ON p."id" = t."customer_id" WHERE t."customer_id" IS NOT NULL AND p."id" IS NULL
    Repair  delete, setNull, repoint, createParent, exportAndDelete
`);
  });

  test('prints with --json the very findings of the audit', async () => {
    plantOrphans();
    const rpc = startRpc(folder);
    const opened = await rpc.ask(1, 'connections.open', { url: `sqlite:${file}` });
    const { connection } = opened.result as { connection: string };
    const audit = await rpc.ask(2, 'integrity.audit', { connection });
    rpc.end();
    await rpc.ended;
    const { code, output } = await check('--json');
    expect(code).toBe(1);
    const findings: readonly Finding[] = JSON.parse(output);
    expect(findings).toEqual(audit.result);
    expect(findings.map(({ kind, count }) => [kind, count])).toEqual([
      ['orphans', 1],
      ['orphans', 4],
    ]);
  });

  test('fails from the severity on that it is told', async () => {
    execute('DROP INDEX purchase_customer');
    expect((await check('--json')).code).toBe(0);
    const { code, output } = await check('--fail-on', 'warning');
    expect(code).toBe(1);
    expect(output).toContain('warning  missingIndex\n');
  }, 180_000);

  test('writes SARIF and JUnit', async () => {
    plantOrphans();
    execute('DROP INDEX purchase_customer');
    const name = (part: string) => `"${part}${hostile}<&'""]]>"`;
    execute(`
      CREATE TABLE ${name('t')} (id INTEGER PRIMARY KEY, ${name('c')} INTEGER REFERENCES customer (id));
      CREATE INDEX ${name('i')} ON ${name('t')} (${name('c')})`);
    execute(`INSERT INTO ${name('t')} VALUES (1, ?)`, '77');
    const sarif = await check('--sarif');
    expect(sarif.code).toBe(1);
    expect(sarifProblems(sarif.output)).toEqual([]);
    const { version, runs } = JSON.parse(sarif.output);
    expect(version).toBe('2.1.0');
    expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      'orphans',
      'missingIndex',
    ]);
    expect(runs[0].results).toMatchObject([
      {
        ruleId: 'orphans',
        ruleIndex: 0,
        level: 'error',
        partialFingerprints: { 'finding/v1': expect.any(String) },
      },
      { ruleId: 'orphans', level: 'error' },
      { ruleId: 'orphans', level: 'error', message: { text: expect.stringContaining(hostile) } },
      { ruleId: 'missingIndex', ruleIndex: 1, level: 'warning' },
    ]);
    const junit = await check('--junit');
    expect(junit.code).toBe(1);
    const { problems, cases } = readJunit(junit.output);
    expect(problems).toEqual([]);
    expect(cases.map(({ children: [part] }) => part?.name)).toEqual([
      'failure',
      'failure',
      'failure',
      'system-out',
    ]);
    expect(junit.output).not.toContain('\u001b');
    expect(junit.output).not.toContain('\u202e');
  });

  test('ends with 2 where it is called in a wrong way', async () => {
    const { code, output, errors } = await check('--fail-on', 'fatal');
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(/^referee: "fatal" is no severity; .*\nUsage: referee check <url>/);
    for (const wrong of [
      [],
      ['a', 'b'],
      ['a', '--nope'],
      ['a', '--json', '--sarif'],
      ['a', '--mode', 'none'],
    ]) {
      expect(() => readCheckOptions(wrong)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    }
  }, 180_000);

  test('takes a relation file, a mode and relations', () => {
    const options = [
      '--relation-file',
      'r.json',
      '--mode',
      'prisma',
      '--relation',
      'a',
      '--relation',
      'b',
      '--sample',
    ];
    expect(readCheckOptions(['sqlite:x', ...options])).toEqual({
      url: 'sqlite:x',
      format: 'text',
      failOn: 'error',
      sample: true,
      relations: ['a', 'b'],
      mode: 'prisma',
      relationFile: 'r.json',
    });
  });
});
