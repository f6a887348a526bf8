/** Measures source files: lengths of functions, and which exported things lack documentation. */
import ts from 'typescript';
import { parseSource } from './imports.ts';
import type { ProjectFile } from './project-files.ts';

/** A function with a name, and how large it is. */
export interface FunctionSize {
  /** `path:line name`. */
  readonly place: string;
  readonly lines: number;
  readonly parameters: number;
}

/** An exported thing of a file. */
export interface ExportedThing {
  /** `path:line name`. */
  readonly place: string;
  readonly isDocumented: boolean;
}

/** All functions with a name: declarations, methods, constructors, accessors and functions kept in a constant. */
export function functionSizes({ path, text }: ProjectFile): FunctionSize[] {
  const source = parseSource(path, text);
  const sizes: FunctionSize[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const name = functionName(node);
      if (name !== null) sizes.push({ ...measure(source, node), place: place(source, node, path, name) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sizes;
}

/** Every exported declaration of a file, with whether a doc comment stands before it. */
export function exportedThings({ path, text }: ProjectFile): ExportedThing[] {
  const source = parseSource(path, text);
  return source.statements.filter(isExported).map((statement) => ({
    place: place(source, statement, path, declaredName(statement)),
    isDocumented: ts.getJSDocCommentsAndTags(statement).length > 0,
  }));
}

/** Number of lines of a text, without counting the end of the last line as another. */
export function lineCount(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

/** The value below which the given share (0 to 1) of the numbers lies; 0 for none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function measure(
  source: ts.SourceFile,
  node: ts.SignatureDeclaration,
): { lines: number; parameters: number } {
  const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
  const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
  return { lines: last - first + 1, parameters: node.parameters.length };
}

function functionName(node: ts.SignatureDeclaration): string | null {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (node.name) return node.name.getText();
  const { parent } = node;
  const isKept = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isKept ? parent.name.getText() : null;
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function declaredName(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((declaration) => declaration.name.getText()).join();
  }
  return ts.getNameOfDeclaration(statement as ts.DeclarationStatement)?.getText() ?? 'default';
}

function place(source: ts.SourceFile, node: ts.Node, path: string, name: string): string {
  return `${path}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1} ${name}`;
}
