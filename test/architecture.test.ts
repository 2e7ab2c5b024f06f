import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { importsOf } from './support/architecture/imports.ts';
import { layers } from './support/architecture/layers.ts';
import { find, readSources, type SourceFile } from './support/architecture/source-files.ts';

const program = readSources('src-main', 'src-renderer');
const others = readSources('test', 'scripts');

const layerOf = (file: SourceFile) => layers.find((layer) => layer.files.test(file.path));

describe('layers', () => {
  test('every file of the program is in a layer', () => {
    const homeless = program.filter((file) => layerOf(file) === undefined).map((file) => file.path);
    expect(homeless).toEqual([]);
  });

  test('a file imports only what its layer may', () => {
    const forbidden = program.flatMap((file) =>
      importsOf(file)
        .filter((imported) => !mayImport(file, imported))
        .map((imported) => `${file.path} imports ${imported}`),
    );
    expect(forbidden).toEqual([]);
  });

  test('only the desktop shell imports electron', () => {
    const importers = program.filter((file) => importsOf(file).includes('electron')).map((file) => file.path);
    expect(importers.filter((path) => !path.startsWith('src-main/desktop/'))).toEqual([]);
  });

  test('the scripts that run before the installation need nothing installed', () => {
    const early = others.filter((file) => /^scripts\/.*\.mjs$/.test(file.path));
    const packages = early.flatMap((file) =>
      importsOf(file)
        .filter((imported) => !/^(node:|scripts\/)/.test(imported))
        .map((imported) => `${file.path} imports ${imported}`),
    );
    expect(packages).toEqual([]);
  });
});

describe('dialects', () => {
  const ids = new Set(program.map((file) => dialectOf(file.path)).filter((id) => id !== null));

  test('no code spells the id of a dialect but its own', () => {
    const spelled = program.flatMap((file) =>
      find(file, (node) => idSpelledBy(node, ids))
        .filter((id) => id !== dialectOf(file.path))
        .map((id) => `${file.path} spells ${id}`),
    );
    expect(spelled).toEqual([]);
  });
});

describe('sizes', () => {
  test('no file is above 300 lines', () => {
    const long = [...program, ...others].filter((file) => file.lines > 300);
    expect(long.map((file) => `${file.path}: ${file.lines}`)).toEqual([]);
  });

  test('half of the files of the program have at most 80 lines', () => {
    const lines = program.map((file) => file.lines).sort((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(80);
  });
});

function mayImport(file: SourceFile, imported: string): boolean {
  const layer = layerOf(file);
  if (layer === undefined) return true;
  if (!/^src-(main|renderer)\//.test(imported)) {
    return layer.packages.some((name) =>
      typeof name === 'string' ? name === imported : name.test(imported),
    );
  }
  const dialect = dialectOf(file.path);
  const within = dialect !== null && dialectOf(imported) === dialect;
  const style = imported.endsWith('.css') && file.path.startsWith('src-renderer/');
  return within || style || layer.ours.some((pattern) => pattern.test(imported));
}

function dialectOf(path: string): string | null {
  const id = /^src-main\/dialects\/([^/]+)\//.exec(path)?.[1] ?? null;
  return id === 'sql' ? null : id;
}

/** As a text, or as the name of a property: a table of cases is a comparison, too. Import paths are longer. */
function idSpelledBy(node: ts.Node, ids: ReadonlySet<string>): string | undefined {
  const named = ts.isPropertyAssignment(node) ? node.name.getText() : undefined;
  const text = ts.isStringLiteralLike(node) && !isListedFact(node) ? node.text : named;
  return text !== undefined && ids.has(text) ? text : undefined;
}

/** `extensions: ['db', 'sqlite']` tells nothing apart. */
function isListedFact(node: ts.Node): boolean {
  return ts.isArrayLiteralExpression(node.parent) && ts.isPropertyAssignment(node.parent.parent);
}
