import { posix } from 'node:path';
import ts from 'typescript';
import { find, type SourceFile } from './source-files.ts';

/** What a file imports: paths from the project's folder for our own files, else what was written. */
export function importsOf(file: SourceFile): string[] {
  return find(file, specifierOf).map((specifier) => {
    const [path = ''] = specifier.split('?');
    return path.startsWith('.') ? posix.join(posix.dirname(file.path), path) : path;
  });
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  if (!ts.isCallExpression(node)) return undefined;
  const loads =
    node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
  return loads ? textOf(node.arguments[0]) : undefined;
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}
