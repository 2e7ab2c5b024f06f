import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../../src-renderer/text/en.ts';
import { readSources } from '../support/architecture/source-files.ts';

const sources = readSources('src-renderer')
  .filter(({ path }) => !/^src-renderer\/text\/(en|de)(\/|\.ts$)/.test(path))
  // Whole components: templates say more than scripts.
  .map(({ path }) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

test('every text of the catalog is said somewhere, every command is offered', () => {
  const named = new Set(
    sources.flatMap((text) => [...text.matchAll(/['"]([\w.]+)['"]/g)].map(([, name]) => name)),
  );
  const made = sources.flatMap((text) =>
    [...text.matchAll(/`(\w+\.[\w.]*\$\{[^`]*)`/g)].map(([, name = '']) => patternOf(name)),
  );
  const isSaid = (key: string) =>
    named.has(key.replace(/^commands\./, '')) ||
    (!key.startsWith('commands.') && made.some((pattern) => pattern.test(key)));
  expect(keysOf(en).filter((key) => !isSaid(key))).toEqual([]);
});

/** What a template gives, whatever stands in it: `a.${b}.c`. */
function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[\\w.]+')}$`);
}

function keysOf(texts: object, path = ''): readonly string[] {
  return Object.entries(texts).flatMap(([name, text]: [string, unknown]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return typeof text === 'object' && text !== null ? keysOf(text, at) : [at];
  });
}
