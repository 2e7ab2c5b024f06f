import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { parse } from 'vue/compiler-sfc';
import { find, type SourceFile } from './source-files.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Attributes and properties of ours that a user reads or hears. */
const spoken =
  /^(label|title|text|hint|placeholder|alt|action|description|aria-(label|description|roledescription))$/;

type Node = { readonly type: number; readonly [key: string]: unknown };

/** Texts of a file of the renderer that are not from the catalog: in its template, and sentences in its scripts. */
export function rawTextsOf(file: SourceFile): string[] {
  const scripts = find(file, sentenceOf);
  if (!file.path.endsWith('.vue')) return scripts;
  const { descriptor } = parse(readFileSync(root + file.path, 'utf8'));
  return [...(descriptor.template?.ast?.children ?? []).flatMap(inTemplate), ...scripts];
}

function inTemplate(child: unknown): string[] {
  if (!isNode(child)) return [];
  const found: string[] = [];
  if (child.type === 2 && typeof child.content === 'string' && /\p{L}{2}/u.test(child.content)) {
    found.push(child.content.trim());
  }
  if (child.type === 5 && isNode(child.content)) found.push(...inExpression(child.content.content));
  for (const prop of listOf(child.props)) {
    if (prop.type === 6 && isNode(prop.value)) {
      if (spoken.test(String(prop.name)) && /\p{L}{2}/u.test(String(prop.value.content))) {
        found.push(`${prop.name}="${prop.value.content}"`);
      }
    } else if (isNode(prop.exp)) found.push(...inExpression(prop.exp.content));
  }
  return [
    ...found,
    ...listOf(child.children).flatMap(inTemplate),
    ...listOf(child.branches).flatMap(inTemplate),
  ];
}

function inExpression(code: unknown): string[] {
  if (typeof code !== 'string') return [];
  const syntax = ts.createSourceFile('expression.ts', `(${code})`, ts.ScriptTarget.Latest, true);
  return find({ path: '', lines: 1, syntax }, sentenceOf);
}

function sentenceOf(node: ts.Node): string | undefined {
  const text = ts.isStringLiteralLike(node)
    ? node.text
    : ts.isTemplateExpression(node)
      ? [node.head, ...node.templateSpans.map(({ literal }) => literal)].map((part) => part.text).join('…')
      : null;
  if (text === null || isForProgrammers(node)) return undefined;
  const sentence = /\p{L}{2,}[,:]? \p{L}/u.test(text) || /^\p{Lu}\p{Ll}+$/u.test(text);
  return sentence ? text : undefined;
}

/** An import, a type, a key that is pressed, what only a programmer reads, or what is compared with. */
function isForProgrammers(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent)) return true;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind >= ts.SyntaxKind.EqualsEqualsToken) {
    return parent.operatorToken.kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
  }
  if (ts.isNewExpression(parent)) return parent.expression.getText().endsWith('Error');
  return (
    ts.isCallExpression(parent) &&
    /^console\.|querySelector|matches|closest/.test(parent.expression.getText())
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function listOf(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}
