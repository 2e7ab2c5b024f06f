import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withEnginesTable } from '../../scripts/readme/engines-table.ts';
import { dialects } from '../../src-main/dialects/registry.ts';

const root = new URL('../../', import.meta.url);
const readme = await readFile(new URL('README.md', root), 'utf8');

test('the README says of each engine what its dialect says', () => {
  expect(
    withEnginesTable(
      readme,
      dialects.map(({ info }) => info),
    ),
  ).toBe(readme);
});

test('the README has at most 150 lines, and its pictures and links to files exist', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(150);
  const paths = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, path]) => path ?? '');
  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});

test('the README names only npm scripts that exist', async () => {
  const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  const named = [...readme.matchAll(/npm (?:run (?:--silent )?)?([a-z][a-z:-]*)/g)].map(
    ([, name]) => name ?? '',
  );
  expect(named.filter((name) => name !== 'run' && !(name in scripts))).toEqual([]);
});
