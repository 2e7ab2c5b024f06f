import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export type SourceFile = {
  /** From the project's folder, with slashes. */
  readonly path: string;
  readonly lines: number;
  /** Parsed; of a component its scripts. */
  readonly syntax: ts.SourceFile;
};

/** What the benchmark's packages and their generator put into its folder. */
const notOurs = /\/node_modules\/|^test\/bench\/prisma\/gen\//;

export function readSources(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => /\.(ts|mts|cts|js|mjs|cjs|vue)$/.test(path) && !notOurs.test(path))
      .map(readSource),
  );
}

function readSource(path: string): SourceFile {
  const text = readFileSync(root + path, 'utf8');
  const code = path.endsWith('.vue') ? scriptsOf(text) : text;
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    syntax: ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS),
  };
}

function scriptsOf(component: string): string {
  return [...component.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n');
}

/** Every node of the file that the question has an answer for. */
export function find<Answer>(
  { syntax }: SourceFile,
  question: (node: ts.Node) => Answer | undefined,
): Answer[] {
  const found: Answer[] = [];
  const visit = (node: ts.Node): void => {
    const answer = question(node);
    if (answer !== undefined) found.push(answer);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
}
